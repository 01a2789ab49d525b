/* staff-patients_find.c: find a patient by name, record number or birth date. */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "staff-patients.h"
#include "web/view.h"

enum { LEAST = 2, WORDS = 4, HITS = 20 };

/*
 * Every word stands somewhere in the name, without regard to case, accents
 * and apostrophes. What fits exactly comes first. One row more than is shown
 * tells that there are more.
 */
static const char HITS_BY_WORDS[] =
    "SELECT id, name, mrn, sex, birth_day, died_when,"
    " IF(active, NULL, 1) AS inactive FROM patient p"
    " WHERE mrn = ? OR (REPLACE(REPLACE(name, '''', ''), '’', '') LIKE ?"
    "  AND REPLACE(REPLACE(name, '''', ''), '’', '') LIKE ?"
    "  AND REPLACE(REPLACE(name, '''', ''), '’', '') LIKE ?"
    "  AND REPLACE(REPLACE(name, '''', ''), '’', '') LIKE ?)"
    " ORDER BY mrn <=> ? DESC, name = ? DESC, family <=> ? DESC,"
    "  family, given, birth_day, id LIMIT 21";

static const char HITS_BY_BIRTH[] =
    "SELECT id, name, mrn, sex, birth_day, died_when,"
    " IF(active, NULL, 1) AS inactive FROM patient"
    " WHERE birth_day = ? ORDER BY family, given, id LIMIT 21";

const char *const find_sql[] = { HITS_BY_WORDS, HITS_BY_BIRTH, NULL };

struct find {
	const char *q;
};

const struct field find_form[] = {
	FIELD_LINE_OPT(struct find, q, 100),
	FIELDS_END
};

/* The text without apostrophes, and with blanks where names are divided. */
static char *
simplify(struct req *r, const char *text)
{
	char *out = mem_copy(r, text), *to = out;
	const char *s;

	for (s = text; *s != '\0'; s++)
		if (strncmp(s, "’", strlen("’")) == 0)
			s += strlen("’") - 1;
		else if (*s != '\'')
			*to++ = strchr(",-", *s) == NULL ? *s : ' ';
	*to = '\0';
	return text_trim(out);
}

/* "%word%" for LIKE: no character of the word has a meaning of its own. */
static const char *
pattern_of(struct req *r, const char *word)
{
	char *escaped = mem_array(r, char, 2 * strlen(word) + 1), *to = escaped;

	for (; *word != '\0'; word++) {
		if (strchr("%_\\", *word) != NULL)
			*to++ = '\\';
		*to++ = *word;
	}
	*to = '\0';
	return mem_fmt(r, "%%%s%%", escaped);
}

static int
find_by_words(struct req *r, const char *q)
{
	const char *patterns[WORDS] = { "%", "%", "%", "%" }, *last = q;
	char *rest = simplify(r, q), *word;
	int n = 0;

	while (n < WORDS && (word = strsep(&rest, " ")) != NULL)
		if (*word != '\0')
			patterns[n++] = pattern_of(r, last = word);
	/* Nothing but signs fits nobody, not everybody. */
	if (n == 0)
		return 0;
	return db_rows(r, r->page, "hit", HITS_BY_WORDS, db_text(q),
	    db_text(patterns[0]), db_text(patterns[1]), db_text(patterns[2]),
	    db_text(patterns[3]), db_text(q), db_text(q), db_text(last));
}

static int
find_any(struct req *r, const char *q)
{
	char text[WHEN_MAX];
	struct day day;

	if (form_read_day(q, &day))
		return db_rows(r, r->page, "hit", HITS_BY_BIRTH,
		    db_text(when_iso_day(day, text)));
	return find_by_words(r, q);
}

/* More than are shown: the last goes, and the page says so. */
static void
cut_hits(struct req *r, int n)
{
	xmlNode *last = r->page->last;

	view_set_int(r->page, "found", n > HITS ? HITS : n);
	if (n <= HITS)
		return;
	view_set(r->page, "more", "1");
	xmlUnlinkNode(last);
	xmlFreeNode(last);
}

enum http
find_patients(struct req *r)
{
	struct find in = { NULL };

	if (!form_read(r, find_form, &in)) {
		view(r, "staff-patients");
		return HTTP_UNPROCESSABLE;
	}
	form_show(r, find_form);
	if (in.q == NULL)
		return view(r, "staff-patients");
	if (text_length(in.q) < LEAST) {
		form_refuse(r, "q", "Type at least 2 letters of the name, a"
		    " date of birth or a record number.");
		view(r, "staff-patients");
		return HTTP_UNPROCESSABLE;
	}
	cut_hits(r, find_any(r, in.q));
	say_ages(r, "hit");
	return view(r, "staff-patients");
}
