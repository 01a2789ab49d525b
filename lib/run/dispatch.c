/* dispatch.c: the way of a request, once for all programs. */
#include "run/dispatch.h"

#include <string.h>

#include "auth/access.h"
#include "auth/audit.h"
#include "auth/session.h"
#include "auth/staff.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "db/db.h"
#include "file/file.h"
#include "run/once.h"
#include "run/page.h"
#include "web/form.h"
#include "web/multipart.h"
#include "web/view.h"

enum { RETRY_SECONDS = 5 };

static const char FORM_TYPE[] = "application/x-www-form-urlencoded";
static const char JSON_TYPE[] = "application/json";

/* A request under way; each try begins a fresh req. */
struct attempt {
	const void *ctx;
	const struct inbound *in;
	const struct program *program;
	const struct route *route;
	const struct value *values;
	const struct file *files;
	const uint8_t *content_hash;	/* of a form with files */
	int64_t patient_id, id;
	struct req *r;
	bool is_audited;
};

static struct req *
req_new(const void *ctx, const struct inbound *in)
{
	struct req *r = mem_new(ctx, struct req);

	r->in = in;
	r->page = page_new(r, &r->doc);
	view_set(r->page, "path", in->path);
	view_set(r->page, "request", in->id);
	return r;
}

static const char *
value_of(const struct value *v, const char *name)
{
	for (; v != NULL; v = v->next)
		if (strcmp(v->name, name) == 0)
			return v->text;
	return NULL;
}

static void
show_error(struct req *r)
{
	xmlNode *n = view_add(r->page, "error", NULL);
	enum http status = r->status;

	view_set_int(n, "status", (int64_t)status);
	if (status == HTTP_UNAVAILABLE && r->retry_after == 0)
		r->retry_after = RETRY_SECONDS;
	view(r, "error");
}

struct req *
dispatch_error(const void *ctx, const struct inbound *in, enum http status)
{
	struct req *r = req_new(ctx, in);

	r->status = status;
	show_error(r);
	return r;
}

static const char *
actor_of(const struct req *r)
{
	if (r->staff != NULL)
		return r->staff->name;
	return r->account == NULL ? "nobody" : r->account->name;
}

static void
add_audit(struct attempt *a)
{
	const struct req *r = a->r;
	struct audit row = {
		.request_id = a->in->id, .program = a->program->name,
		.account_id = r->account == NULL ? 0 : r->account->id,
		.staff_id = r->staff == NULL ? 0 : r->staff->id,
		.actor = actor_of(r), .patient_id = r->patient_id,
		.action = a->route->name, .status = (int)r->status,
		.object_id = r->audit_object != 0 ? r->audit_object : r->id,
		.address = a->in->address, .detail = r->audit_detail,
	};

	if (r->audit_actor != NULL) {
		row.account_id = r->audit_account;
		row.staff_id = r->audit_staff;
		row.actor = r->audit_actor;
	}
	audit_add(a->ctx, &row);
}

/*
 * A script that asks every few seconds whether something is new shows nobody
 * anything: its rows would only hide the others.
 */
static bool
is_poll(const struct attempt *a)
{
	return a->in->method == METHOD_GET && a->r->status < HTTP_BAD_REQUEST &&
	    (a->route->flags & ROUTE_QUIET) != 0;
}

/* What follows the handler in its own or a second transaction. */
static bool
finish(void *arg)
{
	struct attempt *a = arg;
	struct later *l;

	/* HEAD only asks; its row in the audit is all it leaves (IO-18). */
	for (l = a->in->is_head ? NULL : a->r->later; l != NULL; l = l->next)
		l->run(a->r, l->arg);
	if (!is_poll(a))
		add_audit(a);
	if ((a->route->flags & ROUTE_QUIET) == 0) {
		session_touch(a->r);
		staff_touch(a->r);
	}
	a->is_audited = true;
	return true;
}

/*
 * Public pages that only show a form leave no row; all else does, and who is
 * named without being signed in.
 */
static bool
wants_audit(const struct attempt *a)
{
	if (is_poll(a))
		return a->r->later != NULL;
	return a->in->method == METHOD_POST || a->r->later != NULL ||
	    a->r->audit_actor != NULL ||
	    ((a->r->account != NULL || a->r->staff != NULL) &&
	    a->route->area != AREA_PUBLIC);
}

/*
 * The password is asked for once more; a form that was sent comes with it, so
 * that nothing has to be typed again, but for secrets.
 */
static enum http
ask_again(struct attempt *a)
{
	struct req *r = a->r;
	const struct field *f;
	xmlNode *n;

	if (a->in->method == METHOD_GET)
		return redirect_to(r, "/account/again?next=%s", a->in->path);
	for (f = a->route->form; f != NULL && f->kind != FORM_END; f++) {
		if (f->kind == FORM_SECRET)
			continue;
		n = view_add(r->page, "kept", NULL);
		view_set(n, "name", f->name);
		view_set(n, "value", value_of(a->values, f->name));
	}
	view(r, "again");
	return HTTP_UNPROCESSABLE;
}

static bool
is_stale(const struct attempt *a)
{
	return (a->route->flags & ROUTE_FRESH) != 0 &&
	    !session_is_fresh(a->r);
}

static enum http
run_post(struct attempt *a)
{
	struct req *r = a->r;
	struct once_key key;
	enum once once;
	enum http status;

	if (!session_csrf_is_good(r, value_of(a->values, "csrf")))
		return HTTP_FORBIDDEN;
	if (is_stale(a))
		return ask_again(a);
	if ((a->route->flags & ROUTE_LOOK) != 0)
		return a->route->run(r);
	once = once_take(r, value_of(a->values, "once"), &key);
	if (once == ONCE_AGAIN) {
		r->audit_detail = "done before";
		return HTTP_SEE_OTHER;
	}
	if (once == ONCE_BROKEN)
		return HTTP_BAD_REQUEST;
	status = a->route->run(r);
	if (once == ONCE_FIRST && status < HTTP_BAD_REQUEST)
		once_keep(r, &key);
	else if (once == ONCE_FIRST && r->keep)
		once_forget(r, &key);
	return status;
}

/* Who is signed in. Return whether a session had been there but was over. */
static bool
load(struct attempt *a)
{
	return a->program->is_staff ? staff_load(a->r) : session_load(a->r);
}

static bool
is_for_apps(const struct attempt *a)
{
	return (a->route->flags & ROUTE_APP) != 0;
}

static enum http
run_route(struct attempt *a)
{
	struct req *r = a->r;
	bool was_over = !is_for_apps(a) && load(a);
	enum http status = access_check(r);

	/* Without a session there is none that another site could abuse. */
	if (is_for_apps(a))
		return status == HTTP_OK ? a->route->run(r) : status;
	if (status == HTTP_SEE_OTHER && was_over)
		return redirect_to(r, "%s%cexpired=1", r->location,
		    strchr(r->location, '?') == NULL ? '?' : '&');
	page_begin(r);
	if (status != HTTP_OK)
		return status;
	if (a->in->method == METHOD_POST)
		return run_post(a);
	return is_stale(a) ? ask_again(a) : a->route->run(r);
}

static void
begin(struct attempt *a)
{
	struct req *r = req_new(a->ctx, a->in);

	a->r = r;
	r->route = a->route;
	r->values = a->values;
	r->files = a->files;
	r->content_hash = a->content_hash;
	r->patient_id = a->patient_id;
	r->id = a->id;
}

static bool
attempt(void *arg)
{
	struct attempt *a = arg;
	struct req *r;

	begin(a);
	r = a->r;
	a->is_audited = false;
	r->status = run_route(a);
	if (r->status >= HTTP_BAD_REQUEST && !r->keep)
		return false;
	if (a->in->method == METHOD_POST)
		finish(a);
	return true;
}

/* An app's JSON comes to an address with parameters: both count. */
static bool
decode(struct attempt *a)
{
	const struct inbound *in = a->in;

	if (in->method == METHOD_GET)
		return form_decode(a->ctx, in->query, strlen(in->query),
		    &a->values);
	if (!is_for_apps(a))
		return form_decode(a->ctx, in->body, in->body_len, &a->values);
	return form_decode(a->ctx, in->query, strlen(in->query), &a->values) &&
	    form_decode_json(a->ctx, in->body, in->body_len, &a->values);
}

/* What is wrong with a request before anybody looks who sent it. */
static enum http
check_shape(struct attempt *a)
{
	const struct inbound *in = a->in;
	bool is_post = in->method == METHOD_POST;
	size_t len = is_post ? in->body_len : strlen(in->query);
	const char *type = is_for_apps(a) ? JSON_TYPE : FORM_TYPE;

	if (*in->content_encoding != '\0')
		return HTTP_UNSUPPORTED;
	if (in->read != NULL)
		return (a->route->flags & ROUTE_FILES) == 0 ? HTTP_UNSUPPORTED
		    : len > UPLOAD_BYTES_MAX ? HTTP_TOO_LARGE : HTTP_OK;
	if (is_post && strncmp(in->content_type, type, strlen(type)) != 0)
		return HTTP_UNSUPPORTED;
	if (len > (is_for_apps(a) ? APP_BYTES_MAX : FORM_BYTES_MAX))
		return HTTP_TOO_LARGE;
	return decode(a) ? HTTP_OK : HTTP_BAD_REQUEST;
}

static bool
may_send(void *arg)
{
	struct attempt *a = arg;

	begin(a);
	load(a);
	return access_check(a->r) == HTTP_OK;
}

/*
 * Read a form with files, before the transaction: that may run again, the body
 * comes once. Of someone who may not send it nothing is read; the way of the
 * request then ends as for any other. Nor is it while the database is away: it
 * may be back in a moment, and the form would seem empty.
 */
static enum http
read_files(struct attempt *a)
{
	struct multipart *form = mem_new(a->ctx, struct multipart);
	enum db_outcome may;
	enum http status;

	if (a->in->read == NULL)
		return HTTP_OK;
	may = db_transaction(DB_READ, may_send, a);
	if (may != DB_COMMITTED)
		return may == DB_AWAY ? HTTP_UNAVAILABLE : HTTP_OK;
	if ((status = multipart_read(a->ctx, a->in, form)) != HTTP_OK)
		return status;
	a->values = form->values;
	a->content_hash = form->hash;
	a->files = file_check(a->ctx, form->uploads);
	return HTTP_OK;
}

static struct req *
run(struct attempt *a)
{
	enum db_mode mode = a->in->method == METHOD_POST ? DB_WRITE : DB_READ;
	enum db_outcome outcome = db_transaction(mode, attempt, a);

	if (outcome != DB_AWAY && !a->is_audited && wants_audit(a))
		outcome = db_transaction(DB_WRITE, finish, a);
	if (outcome == DB_AWAY)
		return dispatch_error(a->ctx, a->in, HTTP_UNAVAILABLE);
	if (a->r->out == NULL && a->r->status >= HTTP_BAD_REQUEST)
		show_error(a->r);
	return a->r;
}

struct req *
dispatch(const void *ctx, const struct inbound *in,
    const struct program *program)
{
	struct attempt a = { .ctx = ctx, .in = in, .program = program };
	bool path_known;
	enum http status;

	a.route = route_find(program->routes, in->method, in->path,
	    &a.patient_id, &a.id, &path_known);
	if (a.route == NULL)
		return dispatch_error(ctx, in, path_known
		    ? HTTP_METHOD_NOT_ALLOWED : HTTP_NOT_FOUND);
	if ((status = check_shape(&a)) != HTTP_OK ||
	    (status = read_files(&a)) != HTTP_OK)
		return dispatch_error(ctx, in, status);
	return run(&a);
}
