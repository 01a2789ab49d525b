/* link.c: the links of our mails, each with a token that is a secret. */
#include "web/link.h"

#include <string.h>

struct link {
	const char *token;
};

const struct field link_token_form[] = {
	FIELD_LINE_OPT(struct link, token, 64),
	FIELDS_END
};

enum http
link_take(struct req *r, const char *cookie, const char *page)
{
	struct link in = { 0 };

	if (form_read(r, link_token_form, &in) && in.token != NULL &&
	    strspn(in.token, "0123456789abcdef") == strlen(in.token))
		set_cookie(r, cookie, in.token);
	return redirect_to(r, "%s", page);
}
