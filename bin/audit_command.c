/* audit_command.c: kithctl audit-verify. */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "auth/seal.h"
#include "auth/verify.h"
#include "base/key.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "commands.h"

/* Heads that were copied off the machine. */
struct copies {
	void *ctx;
	struct seal_head *head;
	size_t n;
};

/* "2026-11-22T14:15:00Z" */
static bool
read_instant(const char *text, int64_t *at)
{
	struct when w;

	if (text == NULL || !when_read(text, &w) || w.precision != WHEN_TIME)
		return false;
	*at = w.instant;
	return true;
}

static bool
read_hex(const cJSON *o, const char *name, uint8_t *bytes, size_t len)
{
	const char *text = cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(o, name));

	return text != NULL && text_unhex(text, bytes, len);
}

/* Read the sealer's log line; false for any other line. */
static bool
read_head(const char *line, struct seal_head *h)
{
	cJSON *o = cJSON_Parse(line);
	const cJSON *sequence =
	    cJSON_GetObjectItemCaseSensitive(o, "sequence");
	bool good = cJSON_IsNumber(sequence) &&
	    read_instant(cJSON_GetStringValue(
	    cJSON_GetObjectItemCaseSensitive(o, "at")), &h->at) &&
	    read_hex(o, "digest", h->digest, SEAL_DIGEST) &&
	    read_hex(o, "signature", h->signature, SEAL_SIGNATURE);

	if (good)
		h->sequence = (int64_t)sequence->valuedouble;
	cJSON_Delete(o);
	return good;
}

static void
add_line(struct copies *c, const char *line)
{
	struct seal_head h;

	if (!read_head(line, &h))
		return;
	c->head = talloc_realloc(c->ctx, c->head, struct seal_head,
	    (unsigned)c->n + 1);
	if (c->head == NULL)
		die("out of memory");
	c->head[c->n++] = h;
}

/* One head as JSON, or a file with log lines, of which the heads count. */
static bool
read_copies(struct copies *c, const char *given)
{
	char line[8192];
	FILE *in;

	if (*given == '{') {
		add_line(c, given);
		return c->n > 0;
	}
	if ((in = fopen(given, "r")) == NULL)
		return false;
	while (fgets(line, sizeof(line), in) != NULL)
		add_line(c, line);
	fclose(in);
	return c->n > 0;
}

static int
say(const struct verdict *v)
{
	char text[WHEN_MAX];

	if (v->why != NULL)
		printf("audit trail: NOT WHOLE\n%s\n", v->why);
	else
		printf("audit trail: whole\n");
	printf("%" PRId64 " rows, %" PRId64 " signed heads", v->rows,
	    v->heads);
	if (v->last_head_at != 0)
		printf(", the last of %s",
		    when_instant_iso(v->last_head_at, text));
	printf("\n%" PRId64 " rows not sealed yet", v->waiting);
	if (v->waiting > 0)
		printf(", the oldest %" PRId64 " seconds old",
		    when_now() - v->waiting_since);
	putchar('\n');
	return v->why == NULL ? CTL_GOOD : CTL_BAD;
}

static int
verify_with(struct copies *c)
{
	uint8_t public[crypto_sign_PUBLICKEYBYTES];
	struct verdict v;

	key_read(KEY_SEALER_PUB, public, sizeof(public));
	if (verify(c->ctx, c->head, c->n, public, &v))
		return say(&v);
	fprintf(stderr, "kithctl audit-verify: the database is away\n");
	return CTL_BAD;
}

int
audit_verify_command(int argc, char **argv)
{
	const char *given = NULL;
	const struct ctl_option options[] = {
		{ .name = "--head", .value = &given },
		{ .name = NULL }
	};
	struct copies c = { 0 };
	int status = CTL_USAGE;

	if (ctl_options(argc, argv, options) != 0)
		return ctl_usage(argv);
	c.ctx = mem_context(NULL);
	if (given != NULL && !read_copies(&c, given))
		fprintf(stderr, "kithctl audit-verify: no head in %s\n", given);
	else
		status = verify_with(&c);
	talloc_free(c.ctx);
	return status;
}
