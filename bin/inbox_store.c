/*
 * inbox_store.c: a set-up of the inbox into the database.
 *
 * Things are matched by name. All positions become 0 first: what has another
 * one stood in the set-up, and a name that has one already stands there twice.
 */
#include "inbox.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "auth/audit.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

static const char FORGET_POOLS[] =
    "UPDATE pool SET position = 0, active = FALSE";

static const char FIND_POOL[] =
    "SELECT id, position FROM pool WHERE name = ?";

static const char ADD_POOL[] =
    "INSERT INTO pool (name, email, position) VALUES (?, ?, ?)";

static const char CHANGE_POOL[] =
    "UPDATE pool SET name = ?, email = ?, position = ?, active = TRUE"
    " WHERE id = ?";

/* Messages must not wait where nobody looks any more. */
static const char WAITING[] =
    "SELECT p.name, COUNT(*) FROM pool p"
    " JOIN conversation c ON c.pool_id = p.id AND c.state = 'waiting'"
    " WHERE NOT p.active GROUP BY p.id ORDER BY p.name LIMIT 1";

static const char FORGET_SUBJECTS[] =
    "UPDATE subject SET position = 0, active = FALSE";

static const char FIND_SUBJECT[] =
    "SELECT id, position FROM subject WHERE name = ?";

static const char ADD_SUBJECT[] =
    "INSERT INTO subject (name, area, pool_id, answer_hours, position)"
    " VALUES (?, ?, ?, ?, ?)";

static const char CHANGE_SUBJECT[] =
    "UPDATE subject SET name = ?, area = ?, pool_id = ?, answer_hours = ?,"
    " position = ?, active = TRUE WHERE id = ?";

static const char FORGET_ROUTES[] = "DELETE FROM subject_route";

static const char ADD_ROUTE[] =
    "INSERT INTO subject_route (subject_id, location_id, pool_id)"
    " VALUES (?, ?, ?)";

static const char FIND_OFFICES[] =
    "SELECT COUNT(*), MIN(id) FROM location WHERE name = ?";

static const char FORGET_TEMPLATES[] =
    "UPDATE message_template SET position = 0";

static const char FIND_TEMPLATE[] =
    "SELECT id, position FROM message_template WHERE name = ?";

static const char ADD_TEMPLATE[] =
    "INSERT INTO message_template (name, body, position) VALUES (?, ?, ?)";

static const char CHANGE_TEMPLATE[] =
    "UPDATE message_template SET name = ?, body = ?, position = ?"
    " WHERE id = ?";

static const char DROP_TEMPLATES[] =
    "DELETE FROM message_template WHERE position = 0";

static const char FORGET_HOLIDAYS[] = "DELETE FROM holiday";

static const char ADD_HOLIDAY[] = "INSERT INTO holiday (day) VALUES (?)";

/* A set-up on its way into the database. */
struct store {
	const void *ctx;
	const char *why;	/* it can't be done; NULL: so far it can */
};

static const char *
text_of(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(object, name));
}

/*
 * Whether the thing of this name may be stored; *id is its own, 0 if it is
 * new.
 */
static bool
find(struct store *s, const char *sql, const char *what, const char *name,
    int64_t *id)
{
	int64_t position = 0;

	*id = 0;
	db_one(s->ctx, sql, DB_OUT(out_int(id), out_int(&position)),
	    db_text(name));
	if (position != 0)
		s->why = mem_fmt(s->ctx, "the %s \"%s\" stands there twice",
		    what, name);
	return position == 0;
}

static bool
store_pool(struct store *s, const cJSON *pool, int position)
{
	const char *name = text_of(pool, "name");
	struct db_arg email = db_text(text_of(pool, "email"));
	int64_t id;

	if (!find(s, FIND_POOL, "pool", name, &id))
		return false;
	if (id == 0)
		db_exec(s->ctx, ADD_POOL, db_text(name), email,
		    db_int(position));
	else
		db_exec(s->ctx, CHANGE_POOL, db_text(name), email,
		    db_int(position), db_int(id));
	return true;
}

/* The pool of this name, if it is in the set-up. */
static bool
find_pool(struct store *s, const char *subject, const char *name, int64_t *id)
{
	int64_t position = 0;

	if (db_one(s->ctx, FIND_POOL, DB_OUT(out_int(id), out_int(&position)),
	    db_text(name)) && position != 0)
		return true;
	s->why = mem_fmt(s->ctx, "the subject \"%s\" names a pool that is not"
	    " there: \"%s\"", subject, name);
	return false;
}

static bool
find_office(struct store *s, const char *subject, const char *name,
    int64_t *id)
{
	int64_t n = 0;

	db_one(s->ctx, FIND_OFFICES, DB_OUT(out_int(&n), out_int(id)),
	    db_text(name));
	if (n != 1)
		s->why = mem_fmt(s->ctx, "the subject \"%s\" names %s: \"%s\"",
		    subject, n == 0 ? "an office that is not there"
		    : "an office, but several are called so", name);
	return n == 1;
}

static bool
store_routes(struct store *s, const cJSON *subject, int64_t id)
{
	const cJSON *route, *offices =
	    cJSON_GetObjectItemCaseSensitive(subject, "offices");
	const char *name = text_of(subject, "name");
	int64_t office, pool;

	cJSON_ArrayForEach(route, offices) {
		if (!find_office(s, name, route->string, &office) ||
		    !find_pool(s, name, route->valuestring, &pool))
			return false;
		if (db_exec(s->ctx, ADD_ROUTE, db_int(id), db_int(office),
		    db_int(pool)) != DB_DUPLICATE)
			continue;
		s->why = mem_fmt(s->ctx, "the subject \"%s\" names an office"
		    " twice: \"%s\"", name, route->string);
		return false;
	}
	return true;
}

static bool
store_subject(struct store *s, const cJSON *subject, int position)
{
	const char *name = text_of(subject, "name");
	struct db_arg area = db_text(text_of(subject, "area"));
	struct db_arg hours = db_int(cJSON_GetObjectItemCaseSensitive(subject,
	    "answer_hours")->valueint);
	int64_t id, pool;

	if (!find(s, FIND_SUBJECT, "subject", name, &id) ||
	    !find_pool(s, name, text_of(subject, "pool"), &pool))
		return false;
	if (id != 0) {
		db_exec(s->ctx, CHANGE_SUBJECT, db_text(name), area,
		    db_int(pool), hours, db_int(position), db_int(id));
	} else {
		db_exec(s->ctx, ADD_SUBJECT, db_text(name), area,
		    db_int(pool), hours, db_int(position));
		id = db_last_id();
	}
	return store_routes(s, subject, id);
}

static bool
store_template(struct store *s, const cJSON *template, int position)
{
	const char *name = text_of(template, "name");
	struct db_arg body = db_text(text_of(template, "body"));
	int64_t id;

	if (!find(s, FIND_TEMPLATE, "template", name, &id))
		return false;
	if (id == 0)
		db_exec(s->ctx, ADD_TEMPLATE, db_text(name), body,
		    db_int(position));
	else
		db_exec(s->ctx, CHANGE_TEMPLATE, db_text(name), body,
		    db_int(position), db_int(id));
	return true;
}

static bool
store_holiday(struct store *s, const cJSON *day, int position)
{
	(void)position;
	if (db_exec(s->ctx, ADD_HOLIDAY, db_text(day->valuestring)) !=
	    DB_DUPLICATE)
		return true;
	s->why = mem_fmt(s->ctx, "the holiday %s stands there twice",
	    day->valuestring);
	return false;
}

/* Store each of a list; positions begin with 1. */
static bool
store_list(struct store *s, const cJSON *inbox, const char *name,
    bool (*store)(struct store *, const cJSON *, int))
{
	const cJSON *one;
	int position = 0;

	cJSON_ArrayForEach(one, cJSON_GetObjectItemCaseSensitive(inbox, name))
		if (!store(s, one, ++position))
			return false;
	return true;
}

static bool
nobody_waits(struct store *s)
{
	const char *pool;
	int64_t n;

	if (!db_one(s->ctx, WAITING, DB_OUT(out_text(&pool), out_int(&n))))
		return true;
	s->why = mem_fmt(s->ctx, "the pool \"%s\" can't be left out: %" PRId64
	    " of its conversations wait for an answer", pool, n);
	return false;
}

static bool
store_all(struct store *s, const cJSON *inbox)
{
	db_exec(s->ctx, FORGET_POOLS);
	db_exec(s->ctx, FORGET_SUBJECTS);
	db_exec(s->ctx, FORGET_ROUTES);
	db_exec(s->ctx, FORGET_TEMPLATES);
	db_exec(s->ctx, FORGET_HOLIDAYS);
	if (!store_list(s, inbox, "pools", store_pool) ||
	    !store_list(s, inbox, "subjects", store_subject) ||
	    !store_list(s, inbox, "templates", store_template) ||
	    !store_list(s, inbox, "holidays", store_holiday))
		return false;
	db_exec(s->ctx, DROP_TEMPLATES);
	return nobody_waits(s);
}

const char *
inbox_store(const void *ctx, const cJSON *inbox)
{
	struct store s = { .ctx = ctx };

	if (store_all(&s, inbox))
		audit_add_operator(ctx, "set_up_inbox", 0, 0, NULL);
	return s.why;
}
