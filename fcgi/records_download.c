/* records_download.c: a record as one file, with a password or without. */
#include "records.h"

#include <string.h>

#include "base/config.h"
#include "base/text.h"
#include "chart/package.h"
#include "web/view.h"

struct locked {
	struct choice choice;
	const char *password, *password2;
};

const struct field locked_form[] = {
	CHOICE_FIELDS,
	FIELD_SECRET(struct locked, password, 256),
	FIELD_SECRET(struct locked, password2, 256),
	FIELDS_END
};

static enum http
send_zip(struct req *r, const struct choice *in, const char *password)
{
	struct chart_query query = query_of(r, in, CHART_EXPORT);
	struct package *p = package_new(r, &query,
	    !is_choice(in->what, "ccda"), password);

	r->audit_detail = query.has_range ? "dates chosen" : "all time";
	return send_source(r, "application/zip", "health-record.zip", false,
	    package_source(p));
}

/* A password is asked for on a page of its own: it must not be in a URL. */
static enum http
ask_password(struct req *r)
{
	view_set_int(r->page, "password_min", config()->password_min);
	return view(r, "records-lock");
}

enum http
download(struct req *r)
{
	struct choice in = { 0 };

	if (!read_choice(r, &in)) {
		view(r, "records");
		return HTTP_UNPROCESSABLE;
	}
	if (is_choice(in.lock, "yes"))
		return ask_password(r);
	return send_zip(r, &in, NULL);
}

static bool
check_password(struct req *r, const struct locked *in)
{
	if ((int64_t)text_length(in->password) < config()->password_min)
		form_refuse(r, "password", "This is too short. Add a word or"
		    " two.");
	else if (strcmp(in->password, in->password2) != 0)
		form_refuse(r, "password2", "The two are not the same. Type it"
		    " again.");
	else
		return true;
	return false;
}

/*
 * Makes nothing, so that it has no key and may be sent again, as long as the
 * page is open.
 */
enum http
download_locked(struct req *r)
{
	struct locked in = { 0 };
	bool good = form_read(r, locked_form, &in);

	if (good) {
		form_show(r, locked_form);
		good = check_choice(r, &in.choice) && check_password(r, &in);
	}
	if (!good) {
		ask_password(r);
		return HTTP_UNPROCESSABLE;
	}
	return send_zip(r, &in.choice, text_nfc(r, in.password));
}
