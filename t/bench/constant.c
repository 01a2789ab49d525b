/*
 * constant: the start page's statements with a constant answer
 *
 * What the start page costs without its page: ./dev bench puts this program
 * in the place of home and compares. Same session, access, statements and
 * audit row; the rows go into the same tree; only the view is left out.
 */
int home_main(int argc, char **argv);
#define main home_main
#include "../../fcgi/home.c"
#undef main

static enum http
answer_constant(struct req *r)
{
	static const char text[] = "constant\n";

	if (r->patient->areas & AREA_HEALTH)
		add_news(r);
	r->content_type = "text/plain; charset=UTF-8";
	r->out = text;
	r->out_len = sizeof(text) - 1;
	return HTTP_OK;
}

static const struct route constant_routes[] = {
	GET("/home/:patient", AREA_ANY, answer_constant),
	ROUTES_END
};

int
main(int argc, char **argv)
{
	static const char *const *const all_sql[] = { sql, session_sql,
		audit_sql, NULL };
	static const char *const views[] = { NULL };
	static const struct program constant = { "home", constant_routes,
		all_sql, views, false };

	return program_run(argc, argv, &constant);
}
