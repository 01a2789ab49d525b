/* when.c: instants, days and the ways people say them. */
#include "base/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const month_names[] = { "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };

bool
when_zone(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	if (strstr(name, "..") != NULL || access(path, R_OK) != 0)
		return false;
	setenv("TZ", name, 1);
	tzset();
	return true;
}

int64_t
when_now(void)
{
	return (int64_t)time(NULL);
}

static struct tm
local(int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;

	localtime_r(&t, &tm);
	return tm;
}

static struct tm
utc(int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;

	gmtime_r(&t, &tm);
	return tm;
}

static struct day
day_of_tm(const struct tm *tm)
{
	return (struct day){ tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday };
}

struct day
when_day_of(int64_t instant)
{
	struct tm tm = local(instant);

	return day_of_tm(&tm);
}

struct day
when_today(void)
{
	return when_day_of(when_now());
}

static int64_t
instant_of(struct day d, int hour, int minute, int second)
{
	struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1,
	    .tm_mday = d.day, .tm_hour = hour, .tm_min = minute,
	    .tm_sec = second };

	return (int64_t)timegm(&tm);
}

int64_t
when_clock(struct day d, int hour)
{
	struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1,
	    .tm_mday = d.day, .tm_hour = hour, .tm_isdst = -1 };

	return (int64_t)mktime(&tm);
}

const char *
when_sql(int64_t instant, char out[WHEN_MAX])
{
	struct tm tm = utc(instant);

	strftime(out, WHEN_MAX, "%Y-%m-%d %H:%M:%S", &tm);
	return out;
}

const char *
when_instant_iso(int64_t instant, char out[WHEN_MAX])
{
	struct tm tm = utc(instant);

	strftime(out, WHEN_MAX, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return out;
}

const char *
when_instant_hl7(int64_t instant, char out[WHEN_MAX])
{
	struct tm tm = local(instant);

	strftime(out, WHEN_MAX, "%Y%m%d%H%M%S%z", &tm);
	return out;
}

const char *
when_instant_local(int64_t instant, char out[WHEN_MAX])
{
	struct tm tm = local(instant);
	size_t n = strftime(out, WHEN_MAX, "%Y-%m-%dT%H:%M:%S%z", &tm);

	/* ISO 8601 wants -05:00 where strftime() gives -0500. */
	memmove(out + n - 1, out + n - 2, 3);
	out[n - 2] = ':';
	return out;
}

const char *
when_iso_day(struct day d, char out[WHEN_MAX])
{
	snprintf(out, WHEN_MAX, "%04d-%02d-%02d", d.year, d.month, d.day);
	return out;
}

/* Read exactly n digits; -1 if they are not there. */
static int
digits(const char *s, int n)
{
	int value = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		value = value * 10 + *s - '0';
	}
	return value;
}

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool
is_day(struct day d)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };

	if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1)
		return false;
	return d.day <= days[d.month - 1] ||
	    (d.month == 2 && d.day == 29 && is_leap(d.year));
}

/* Read the first ten characters as a day. */
static bool
read_day_at(const char *s, struct day *day)
{
	struct day d;

	if (strnlen(s, 10) < 10 || s[4] != '-' || s[7] != '-')
		return false;
	d = (struct day){ digits(s, 4), digits(s + 5, 2), digits(s + 8, 2) };
	if (!is_day(d))
		return false;
	*day = d;
	return true;
}

bool
when_read_day(const char *s, struct day *day)
{
	return strlen(s) == 10 && read_day_at(s, day);
}

bool
when_from_sql(const char *s, int64_t *instant)
{
	struct day d;

	if (strlen(s) < 19 || !read_day_at(s, &d))
		return false;
	*instant = instant_of(d, digits(s + 11, 2), digits(s + 14, 2),
	    digits(s + 17, 2));
	return true;
}

int64_t
when_days_between(struct day a, struct day b)
{
	return (instant_of(b, 0, 0, 0) - instant_of(a, 0, 0, 0)) / 86400;
}

struct day
when_add_days(struct day d, int64_t n)
{
	struct tm tm = utc(instant_of(d, 0, 0, 0) + n * 86400);

	return day_of_tm(&tm);
}

int
when_age(struct day birth, struct day today)
{
	bool had = today.month > birth.month ||
	    (today.month == birth.month && today.day >= birth.day);

	return today.year - birth.year - (had ? 0 : 1);
}

struct day
when_birthday(struct day birth, int age)
{
	struct day d = { birth.year + age, birth.month, birth.day };

	/* 29 February, in a year that has none, is 1 March. */
	return when_add_days(d, 0);
}

const char *
when_age_text(struct day birth, struct day today, char out[WHEN_MAX])
{
	int64_t days = when_days_between(birth, today);
	int years = when_age(birth, today);
	int months = (today.year - birth.year) * 12 +
	    today.month - birth.month - (today.day < birth.day ? 1 : 0);

	if (days < 0)
		snprintf(out, WHEN_MAX, "not born yet");
	else if (months < 1)
		snprintf(out, WHEN_MAX, "%d day%s old", (int)days,
		    days == 1 ? "" : "s");
	else if (years < 2)
		snprintf(out, WHEN_MAX, "%d month%s old", months,
		    months == 1 ? "" : "s");
	else
		snprintf(out, WHEN_MAX, "%d years old", years);
	return out;
}

/* Read "Z", "+hh:mm" or "-hh:mm" to the end of the string, as minutes. */
static bool
read_offset(const char *s, int *offset)
{
	int h, m;

	if (strcmp(s, "Z") == 0) {
		*offset = 0;
		return true;
	}
	if (strlen(s) != 6 || (*s != '+' && *s != '-') || s[3] != ':')
		return false;
	h = digits(s + 1, 2);
	m = digits(s + 4, 2);
	if (h < 0 || h > 14 || m < 0 || m > 59)
		return false;
	*offset = (*s == '-' ? -1 : 1) * (h * 60 + m);
	return true;
}

/* Read "hh:mm:ss", a fraction and an offset after the day. */
static bool
read_time(const char *s, struct when *w)
{
	int h = digits(s, 2), m = digits(s + 3, 2), sec = digits(s + 6, 2);
	const char *rest = s + 8;

	if (s[2] != ':' || s[5] != ':' || h < 0 || h > 23 || m < 0 || m > 59 ||
	    sec < 0 || sec > 60)
		return false;
	if (*rest == '.')
		for (rest++; *rest >= '0' && *rest <= '9'; rest++)
			;
	if (rest[-1] == '.' || !read_offset(rest, &w->offset))
		return false;
	w->precision = WHEN_TIME;
	w->instant = instant_of(w->day, h, m, sec) - w->offset * 60;
	w->day = when_day_of(w->instant);
	return true;
}

bool
when_read(const char *s, struct when *out)
{
	size_t len = strlen(s);
	struct when w = { .day = { digits(s, 4), 1, 1 } };

	if (len == 4) {
		w.precision = WHEN_YEAR;
	} else if (len == 7 && s[4] == '-') {
		w.precision = WHEN_MONTH;
		w.day.month = digits(s + 5, 2);
	} else if (len < 10 || !read_day_at(s, &w.day)) {
		return false;
	} else if (len == 10) {
		w.precision = WHEN_DAY;
	} else if (len < 20 || s[10] != 'T' || !read_time(s + 11, &w)) {
		return false;
	}
	if (!is_day(w.day))
		return false;
	*out = w;
	return true;
}

const char *
when_says(const struct when *w, char out[WHEN_MAX])
{
	const struct day *d = &w->day;

	if (w->precision == WHEN_YEAR)
		snprintf(out, WHEN_MAX, "%d", d->year);
	else if (w->precision == WHEN_MONTH)
		snprintf(out, WHEN_MAX, "%s %d", month_names[d->month - 1],
		    d->year);
	else
		snprintf(out, WHEN_MAX, "%s %d, %d", month_names[d->month - 1],
		    d->day, d->year);
	return out;
}

const char *
when_hl7(const struct when *w, char out[WHEN_MAX])
{
	const struct day *d = &w->day;
	struct tm tm;
	int minutes;

	if (w->precision == WHEN_YEAR) {
		snprintf(out, WHEN_MAX, "%04d", d->year);
	} else if (w->precision == WHEN_MONTH) {
		snprintf(out, WHEN_MAX, "%04d%02d", d->year, d->month);
	} else if (w->precision == WHEN_DAY) {
		snprintf(out, WHEN_MAX, "%04d%02d%02d", d->year, d->month,
		    d->day);
	} else {
		tm = utc(w->instant + w->offset * 60);
		minutes = abs(w->offset);
		snprintf(out, WHEN_MAX, "%04d%02d%02d%02d%02d%02d%c%02d%02d",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		    tm.tm_min, tm.tm_sec, w->offset < 0 ? '-' : '+',
		    minutes / 60, minutes % 60);
	}
	return out;
}

const char *
when_instant_time(int64_t instant, char out[WHEN_MAX])
{
	struct tm tm = local(instant);

	snprintf(out, WHEN_MAX, "%d:%02d %s",
	    tm.tm_hour % 12 == 0 ? 12 : tm.tm_hour % 12, tm.tm_min,
	    tm.tm_hour < 12 ? "AM" : "PM");
	return out;
}

const char *
when_instant_says(int64_t instant, char out[WHEN_MAX])
{
	struct tm tm = local(instant);
	struct day day = day_of_tm(&tm), today = when_today();
	int64_t ago = when_days_between(day, today);
	char clock[WHEN_MAX], weekday[16];

	when_instant_time(instant, clock);
	strftime(weekday, sizeof(weekday), "%A", &tm);
	if (ago == 0)
		snprintf(out, WHEN_MAX, "Today, %.12s", clock);
	else if (ago == 1)
		snprintf(out, WHEN_MAX, "Yesterday, %.12s", clock);
	else if (ago > 1 && ago < 7)
		snprintf(out, WHEN_MAX, "%s, %s %d, %.12s", weekday,
		    month_names[day.month - 1], day.day, clock);
	else if (day.year == today.year)
		snprintf(out, WHEN_MAX, "%s %d", month_names[day.month - 1],
		    day.day);
	else
		snprintf(out, WHEN_MAX, "%s %d, %d",
		    month_names[day.month - 1], day.day, day.year);
	return out;
}

const char *
when_instant_full(int64_t instant, char out[WHEN_MAX])
{
	struct day d = when_day_of(instant);
	char clock[WHEN_MAX];

	when_instant_time(instant, clock);
	snprintf(out, WHEN_MAX, "%s %d, %d, %.12s", month_names[d.month - 1],
	    d.day, d.year, clock);
	return out;
}

const char *
when_wait_says(int64_t seconds, char out[WHEN_MAX])
{
	int64_t minutes = seconds / 60, hours = minutes / 60;

	if (minutes < 1)
		snprintf(out, WHEN_MAX, "now");
	else if (hours < 1)
		snprintf(out, WHEN_MAX, "%" PRId64 " min", minutes);
	else if (hours < 24 && minutes % 60 == 0)
		snprintf(out, WHEN_MAX, "%" PRId64 " h", hours);
	else if (hours < 24)
		snprintf(out, WHEN_MAX, "%" PRId64 " h %" PRId64 " min", hours,
		    minutes % 60);
	else if (hours % 24 == 0)
		snprintf(out, WHEN_MAX, "%" PRId64 " d", hours / 24);
	else
		snprintf(out, WHEN_MAX, "%" PRId64 " d %" PRId64 " h",
		    hours / 24, hours % 24);
	return out;
}

const char *
when_long_day(struct day d, char out[WHEN_MAX])
{
	struct tm tm = utc(instant_of(d, 12, 0, 0));
	char weekday[16];

	strftime(weekday, sizeof(weekday), "%A", &tm);
	snprintf(out, WHEN_MAX, "%s, %s %d, %d", weekday,
	    month_names[d.month - 1], d.day, d.year);
	return out;
}
