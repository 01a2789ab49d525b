/*
 * when.h: instants, days and the ways people say them.
 *
 * The clock is the program's (UTC); the practice's time zone is a setting.
 * A "when" is a date of a chart as its source gave it: ISO 8601 text of any
 * precision, 2019, 2019-05, 2019-05-04 or 2019-05-04T10:30:00-04:00.
 */
#ifndef KITH_WHEN_H
#define KITH_WHEN_H

#include <stdbool.h>
#include <stdint.h>

struct day { int year, month, day; };

/* Bytes that any form below needs, with its NUL. */
enum { WHEN_MAX = 64 };

/* Set the practice's zone (IANA name). False if the machine doesn't know it. */
bool when_zone(const char *name);

/* Now, in seconds since 1970 UTC. */
int64_t when_now(void);

/* Today in the practice's zone. */
struct day when_today(void);

/* The day of an instant in the practice's zone. */
struct day when_day_of(int64_t instant);

/*
 * The instant at which the practice's clocks show that hour (0 to 23) of the
 * day; of an hour that is skipped, the one after it.
 */
int64_t when_clock(struct day, int hour);

/* "2026-11-22 14:15:00", UTC: how the database takes an instant. */
const char *when_sql(int64_t instant, char out[WHEN_MAX]);

/* Read "2026-11-22 14:15:00" (UTC, from the database) as an instant. */
bool when_from_sql(const char *s, int64_t *instant);

/* "2026-11-22" */
const char *when_iso_day(struct day, char out[WHEN_MAX]);

/*
 * Read "2026-11-22": a day of the calendar, years 1 to 9999, nothing else
 * (no 31 February).
 */
bool when_read_day(const char *s, struct day *);

/* Days from a to b, negative if b is before a. */
int64_t when_days_between(struct day a, struct day b);

/* The day n days later (earlier if negative). */
struct day when_add_days(struct day, int64_t n);

/*
 * Whole years from birth to today; someone of 29 February has a birthday on 1
 * March.
 */
int when_age(struct day birth, struct day today);

/* The day on which someone is that many years old. */
struct day when_birthday(struct day birth, int age);

/*
 * The age as a person says it: days up to a month, months up to two years,
 * then years: "12 days old", "7 months old", "8 years old".
 */
const char *when_age_text(struct day birth, struct day today,
    char out[WHEN_MAX]);

/* What a "when" holds. */
struct when {
	struct day day;		/* in the practice's zone; first day of what is known */
	enum { WHEN_YEAR, WHEN_MONTH, WHEN_DAY, WHEN_TIME } precision;
	int64_t instant;	/* with WHEN_TIME */
	int offset;		/* with WHEN_TIME: minutes east of UTC, as given */
};

/*
 * Read FHIR's date, dateTime or instant (R4 datatypes 2.24.0.1): any
 * precision; a time has seconds and an offset, its fraction is dropped.
 * False for anything else.
 */
bool when_read(const char *s, struct when *);

/* "2019", "May 2019", "May 4, 2019": a medical date, never relative. */
const char *when_says(const struct when *, char out[WHEN_MAX]);

/* HL7's TS: "2019", "201905", "20190504", "20190504103000-0400". */
const char *when_hl7(const struct when *, char out[WHEN_MAX]);

/*
 * An instant for a person, in the practice's zone: "Today, 2:15 PM",
 * "Yesterday, 9:10 AM", within a week "Tuesday, November 17, 7:48 PM", this
 * year "November 9", older "October 20, 2025".
 */
const char *when_instant_says(int64_t instant, char out[WHEN_MAX]);

/* "November 22, 2026, 2:21 PM": an instant in full, in the practice's zone. */
const char *when_instant_full(int64_t instant, char out[WHEN_MAX]);

/* "2:25 PM" */
const char *when_instant_time(int64_t instant, char out[WHEN_MAX]);

/* "2026-11-22T14:15:00Z" */
const char *when_instant_iso(int64_t instant, char out[WHEN_MAX]);

/* The same in the practice's zone: "2026-11-22T09:15:00-05:00". */
const char *when_instant_local(int64_t instant, char out[WHEN_MAX]);

/* An instant as HL7's TS in the practice's zone: "20261122091500-0500". */
const char *when_instant_hl7(int64_t instant, char out[WHEN_MAX]);

/*
 * How long somebody waits, short, for a list: "now", "12 min", "3 h 20 min",
 * "1 d 5 h".
 */
const char *when_wait_says(int64_t seconds, char out[WHEN_MAX]);

/* "Thursday, November 19, 2026" */
const char *when_long_day(struct day, char out[WHEN_MAX]);

#endif
