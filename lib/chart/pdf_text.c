/* pdf_text.c: elements as words on paper, and what stands on all of it. */
#include "chart/pdf_page.h"

#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "chart/select.h"

bool
pdf_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	    strcmp((const char *)n->name, name) == 0;
}

static bool
has_class(const xmlNode *n, const char *name)
{
	const char *class = chart_value(n, "class");

	return class != NULL && strcmp(class, name) == 0;
}

/* Text under way: words, and where they are bold or slanted. */
struct words {
	GString *text;
	PangoAttrList *attributes;
	bool keeps_lines;
	int letters;		/* of the word under way */
};

/*
 * Nobody's words are longer. Pango takes forever to find where to break one
 * of 100,000 letters, so it is told.
 */
enum { WORD_MAX = 60 };

static void
add_text(struct words *w, const char *s)
{
	for (; *s != '\0'; s++) {
		w->letters = strchr(" \t\n", *s) != NULL ? 0 : w->letters + 1;
		if (w->letters > WORD_MAX &&
		    ((unsigned char)*s & 0xc0) != 0x80) {
			g_string_append(w->text, "\u200b");
			w->letters = 1;
		}
		if (w->keeps_lines || strchr(" \t\n", *s) == NULL)
			g_string_append_c(w->text, *s);
		else if (w->text->len > 0 &&
		    strchr(" \n", w->text->str[w->text->len - 1]) == NULL)
			g_string_append_c(w->text, ' ');
	}
}

static void add_inline(struct words *, const xmlNode *);

static void
add_styled(struct words *w, const xmlNode *n, PangoAttribute *a)
{
	a->start_index = (guint)w->text->len;
	add_inline(w, n);
	a->end_index = (guint)w->text->len;
	pango_attr_list_insert(w->attributes, a);
}

/* Blocks within a cell begin on a line of their own. */
static void
begin_line(struct words *w)
{
	if (w->text->len > 0 && w->text->str[w->text->len - 1] != '\n')
		g_string_append_c(w->text, '\n');
}

static void
add_element(struct words *w, const xmlNode *n)
{
	if (pdf_is(n, "br")) {
		g_string_append_c(w->text, '\n');
	} else if (pdf_is(n, "b") || pdf_is(n, "th")) {
		add_styled(w, n, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
	} else if (pdf_is(n, "i")) {
		add_styled(w, n, pango_attr_style_new(PANGO_STYLE_ITALIC));
	} else if (pdf_is(n, "u") || pdf_is(n, "ins")) {
		add_styled(w, n,
		    pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
	} else if (pdf_is(n, "del")) {
		add_styled(w, n, pango_attr_strikethrough_new(TRUE));
	} else if (pdf_is(n, "p") || pdf_is(n, "li") || pdf_is(n, "tr")) {
		begin_line(w);
		add_inline(w, n);
		begin_line(w);
	} else if (pdf_is(n, "img")) {
		add_text(w, chart_value(n, "alt"));
	} else {
		add_inline(w, n);
	}
}

static void
add_inline(struct words *w, const xmlNode *parent)
{
	const xmlNode *n;

	for (n = parent->children; n != NULL; n = n->next)
		if (n->type == XML_TEXT_NODE)
			add_text(w, (const char *)n->content);
		else if (n->type == XML_ELEMENT_NODE)
			add_element(w, n);
}

static struct words
words_new(bool keeps_lines)
{
	return (struct words){ .text = g_string_new(NULL),
		.attributes = pango_attr_list_new(),
		.keeps_lines = keeps_lines };
}

/* The words as a layout; frees them. */
static PangoLayout *
layout_words(struct pdf *p, struct words *w, double points, bool bold,
    double width)
{
	PangoLayout *layout;

	while (w->text->len > 0 &&
	    strchr(" \n", w->text->str[w->text->len - 1]) != NULL)
		g_string_truncate(w->text, w->text->len - 1);
	layout = pdf_layout(p, w->text->str, points, bold);
	pango_attr_list_insert(w->attributes,
	    pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, w->attributes);
	pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	pango_attr_list_unref(w->attributes);
	g_string_free(w->text, TRUE);
	return layout;
}

PangoLayout *
pdf_layout_of(struct pdf *p, const xmlNode *n, double points, bool bold,
    double width)
{
	struct words w = words_new(has_class(n, "letter"));

	add_inline(&w, n);
	return layout_words(p, &w, points, bold, width);
}

PangoLayout *
pdf_layout_text(struct pdf *p, const char *text, double points, double width)
{
	struct words w = words_new(false);

	add_text(&w, text);
	return layout_words(p, &w, points, false, width);
}

static const xmlNode *
child(const xmlNode *record, const char *name)
{
	const xmlNode *n;

	for (n = record->children; n != NULL; n = n->next)
		if (pdf_is(n, name))
			return n;
	die("pdf: a record without %s", name);
}

/* The values of attributes, those that are there, with a sign between them. */
static const char *
join(const void *ctx, const xmlNode *n, const char *const *attributes)
{
	const char *text = "", *value;

	for (; *attributes != NULL; attributes++)
		if ((value = chart_value(n, *attributes)) != NULL)
			text = mem_fmt(ctx, "%s%s%s", text,
			    *text == '\0' ? "" : ", ", value);
	return text;
}

struct pdf_paper
pdf_paper(const void *ctx, const xmlNode *record, const char *title)
{
	static const char *const address[] = { "line", "city", "state",
		"postal_code", "phone", NULL };
	const xmlNode *practice = child(record, "practice");
	const xmlNode *patient = child(record, "patient");
	const char *born = chart_value(patient, "birth_when-says");
	const char *name = chart_value(patient, "name");

	return (struct pdf_paper){
		.title = title,
		.practice = chart_value(practice, "name"),
		.address = join(ctx, practice, address),
		.whose = born == NULL ? name
		    : mem_fmt(ctx, "%s, born %s", name, born),
		.period = chart_value(record, "period-says"),
	};
}
