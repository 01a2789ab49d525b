/* health_vaccinations.c: the vaccination record on paper (S118, S119). */
#include "health_vaccinations.h"

#include <string.h>

#include "auth/qr.h"
#include "base/mem.h"
#include "chart/chart.h"
#include "chart/pdf.h"
#include "web/view.h"

/* What a phone's camera still reads from paper. */
enum { QR_BYTES = 900 };

struct print {
	const char *qr;		/* "yes": with a QR code */
};

static const char *const qr_choices[] = { "yes", NULL };

const struct field vaccinations_form[] = {
	FIELD_CHOICE_OPT(struct print, qr, qr_choices),
	FIELDS_END
};

/* Take out the last element, which says what a QR code would hold. */
static const char *
take_qr_text(const void *ctx, xmlNode *html)
{
	xmlNode *last = html->last;
	xmlChar *text = xmlNodeGetContent(last);
	const char *copy = mem_copy(ctx, (const char *)text);

	xmlFree(text);
	xmlUnlinkNode(last);
	xmlFreeNode(last);
	return copy;
}

static void
add_qr(xmlNode *html, const char *text)
{
	if (strlen(text) > QR_BYTES) {
		view_add(html, "p", "There are too many vaccines here for a QR"
		    " code.");
		return;
	}
	view_add(html, "p", "The QR code holds this record in short, as plain"
	    " text: name, birth date, the practice, and the date and CVX code"
	    " of each vaccine. Anyone who scans it can read that.");
	qr_add(html, text);
}

enum http
print_vaccinations(struct req *r)
{
	struct chart_query query = { .patient_id = r->patient->id,
		.sections = CHART_PERSON | CHART_IMMUNIZATIONS,
		.show_confidential = r->patient->sees_confidential };
	struct print in = { 0 };
	struct pdf_paper paper;
	const uint8_t *pdf;
	const char *text;
	xmlDoc *record, *html;
	xmlNode *root;
	size_t len;

	if (!form_read(r, vaccinations_form, &in))
		return HTTP_UNPROCESSABLE;
	record = chart_document(r, &query);
	html = view_apply("vaccinations", record);
	view_own(r, html);
	root = xmlDocGetRootElement(html);
	text = take_qr_text(r, root);
	if (in.qr != NULL)
		add_qr(root, text);
	paper = pdf_paper(r, xmlDocGetRootElement(record),
	    "Vaccination record");
	pdf = pdf_make(r, root, &paper, &len);
	r->is_inline = true;
	return send_file(r, "application/pdf", "vaccination-record.pdf", pdf,
	    len);
}
