/* card.c: numbers of payment cards in what people write. */
#include <stddef.h>
#include <string.h>

#include "talk/talk.h"

enum {
	CARD_MIN = 13,
	CARD_MAX = 19,
	GROUP_MIN = 4,		/* digits of a group, as on a card */
	GAP_MAX = 3,		/* blanks and dashes between two groups: " - " */
	RUN_MAX = 1024,		/* digits looked at together */
};

/* Issuers by the first four digits, from and to, and the lengths they have. */
static const struct { int from, to, shortest, longest; } issuers[] = {
	{ 2221, 2720, 16, 16 },		/* Mastercard */
	{ 3000, 3059, 14, 19 },		/* Diners Club */
	{ 3095, 3095, 14, 19 },
	{ 3400, 3499, 15, 15 },		/* American Express */
	{ 3528, 3589, 16, 19 },		/* JCB */
	{ 3600, 3699, 14, 19 },		/* Diners Club */
	{ 3700, 3799, 15, 15 },		/* American Express */
	{ 3800, 3999, 14, 19 },		/* Diners Club */
	{ 4000, 4999, 13, 19 },		/* Visa */
	{ 5018, 5020, 13, 19 },		/* Maestro */
	{ 5038, 5038, 13, 19 },
	{ 5100, 5599, 16, 16 },		/* Mastercard */
	{ 5893, 5893, 13, 19 },		/* Maestro */
	{ 6011, 6011, 16, 19 },		/* Discover */
	{ 6200, 6299, 16, 19 },		/* UnionPay */
	{ 6304, 6304, 13, 19 },		/* Maestro */
	{ 6440, 6599, 16, 19 },		/* Discover */
	{ 6759, 6763, 13, 19 },		/* Maestro */
};

/* Digits with nothing but blanks and dashes between them. */
struct run {
	int digit[RUN_MAX];
	int group[RUN_MAX];	/* number of the group that each is of */
	int n;
};

struct mark {
	const char *bytes;
	int digit;		/* -1: a blank or dash */
};

/* Blanks, dashes and digits beyond ASCII. */
static const struct mark marks[] = {
	{ "\u00a0", -1 }, { "\u2007", -1 }, { "\u2009", -1 },
	{ "\u202f", -1 }, { "\u3000", -1 }, { "\u2010", -1 },
	{ "\u2011", -1 }, { "\u2012", -1 }, { "\u2013", -1 },
	{ "\u2014", -1 }, { "\u2212", -1 },
	{ "\uff10", 0 }, { "\uff11", 1 }, { "\uff12", 2 }, { "\uff13", 3 },
	{ "\uff14", 4 }, { "\uff15", 5 }, { "\uff16", 6 }, { "\uff17", 7 },
	{ "\uff18", 8 }, { "\uff19", 9 },
};

enum { OTHER = -2, GAP = -1 };

/* What stands at s: a digit, GAP or OTHER; *len is its bytes. */
static int
read_mark(const char *s, size_t *len)
{
	size_t i;

	*len = 1;
	if (*s >= '0' && *s <= '9')
		return *s - '0';
	if (*s == ' ' || *s == '\t' || *s == '-')
		return GAP;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		*len = strlen(marks[i].bytes);
		if (strncmp(s, marks[i].bytes, *len) == 0)
			return marks[i].digit;
	}
	*len = 1;
	return OTHER;
}

static bool
has_issuer(const int *digit, int n)
{
	int first = digit[0] * 1000 + digit[1] * 100 + digit[2] * 10 +
	    digit[3];
	size_t i;

	for (i = 0; i < sizeof(issuers) / sizeof(issuers[0]); i++)
		if (first >= issuers[i].from && first <= issuers[i].to)
			return n >= issuers[i].shortest &&
			    n <= issuers[i].longest;
	return false;
}

/* Luhn: every second digit from the right counts twice. */
static bool
has_check_digit(const int *digit, int n)
{
	int sum = 0, i, d;

	for (i = 0; i < n; i++) {
		d = digit[n - 1 - i] * (i % 2 + 1);
		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 == 0;
}

/* Whether digits from to end are written in groups as long as a card's. */
static bool
has_long_groups(const struct run *r, int from, int end)
{
	int i, size = 0;

	for (i = from; i < end; i++) {
		size++;
		if (i + 1 < end && r->group[i + 1] == r->group[i])
			continue;
		if (size < GROUP_MIN)
			return false;
		size = 0;
	}
	return true;
}

/*
 * A card's number begins and ends with a group. Where other digits stand
 * beside it (the date of the card, a second phone number) it must look like
 * one as well.
 */
static bool
is_card(const struct run *r, int from, int end)
{
	bool begins = from == 0 || r->group[from - 1] != r->group[from];
	bool ends = end == r->n || r->group[end] != r->group[end - 1];

	return begins && ends && has_issuer(r->digit + from, end - from) &&
	    has_check_digit(r->digit + from, end - from) &&
	    ((from == 0 && end == r->n) || has_long_groups(r, from, end));
}

static bool
run_has_card(const struct run *r)
{
	int from, n;

	for (from = 0; from + CARD_MIN <= r->n; from++)
		for (n = CARD_MIN; n <= CARD_MAX && from + n <= r->n; n++)
			if (is_card(r, from, from + n))
				return true;
	return false;
}

/* Read the run that begins at *s, and move *s behind it. */
static void
read_run(const char **s, struct run *r)
{
	int gap = 0, group = 0, mark;
	size_t len;

	r->n = 0;
	for (; **s != '\0'; *s += len) {
		mark = read_mark(*s, &len);
		if (mark == OTHER || gap > GAP_MAX || r->n == RUN_MAX)
			return;
		if (mark == GAP) {
			gap++;
			continue;
		}
		if (gap > 0)
			group++;
		gap = 0;
		r->digit[r->n] = mark;
		r->group[r->n++] = group;
	}
}

bool
talk_has_card_number(const char *text)
{
	struct run r;
	size_t len;

	while (*text != '\0') {
		if (read_mark(text, &len) < 0) {
			text += len;
			continue;
		}
		read_run(&text, &r);
		if (run_has_card(&r))
			return true;
	}
	return false;
}
