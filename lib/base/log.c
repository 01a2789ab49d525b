/* log.c: one JSON line an event, to standard error. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

static const char *program = "kith";
static const char *request;
static void (*last_words)(void);

static const char *const level_names[] = {
	[LOG_INFO] = "info",
	[LOG_WARNING] = "warning",
	[LOG_ERROR] = "error",
};

void
log_program(const char *name)
{
	program = name;
}

void
log_request(const char *id)
{
	request = id;
}

void
log_last_words(void (*fn)(void))
{
	last_words = fn;
}

/* Append text as the inside of a JSON string; what does not fit is cut. */
static size_t
put_json(char *out, size_t at, size_t max, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	bool utf8 = text_is_utf8(text, strlen(text));

	for (; *s != '\0' && at + 8 < max; s++) {
		if (*s == '"' || *s == '\\') {
			out[at++] = '\\';
			out[at++] = (char)*s;
		} else if (*s < 0x20 || *s == 0x7f || (*s >= 0x80 && !utf8)) {
			at += (size_t)snprintf(out + at, max - at, "\\u%04x",
			    *s);
		} else {
			out[at++] = (char)*s;
		}
	}
	return at;
}

static void
write_line(enum log_level level, const char *text)
{
	char line[4096];
	struct timespec now;
	struct tm tm;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	n = strftime(line, sizeof(line), "{\"at\":\"%Y-%m-%dT%H:%M:%S", &tm);
	n += (size_t)snprintf(line + n, sizeof(line) - n, ".%03ldZ\","
	    "\"program\":\"%s\",\"pid\":%d,\"level\":\"%s\"",
	    now.tv_nsec / 1000000, program, (int)getpid(), level_names[level]);
	if (request != NULL)
		n += (size_t)snprintf(line + n, sizeof(line) - n,
		    ",\"request\":\"%s\"", request);
	n += (size_t)snprintf(line + n, sizeof(line) - n, ",\"event\":\"");
	n = put_json(line, n, sizeof(line) - 4, text);
	memcpy(line + n, "\"}\n", 3);
	if (write(STDERR_FILENO, line, n + 3) < 0)
		return; /* nowhere left to say it */
}

static void
log_args(enum log_level level, const char *fmt, va_list ap)
{
	char text[2048];

	vsnprintf(text, sizeof(text), fmt, ap);
	write_line(level, text);
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_args(level, fmt, ap);
	va_end(ap);
}

void
die(const char *fmt, ...)
{
	void (*fn)(void) = last_words;
	va_list ap;

	va_start(ap, fmt);
	log_args(LOG_ERROR, fmt, ap);
	va_end(ap);
	last_words = NULL;
	if (fn != NULL)
		fn();
	_exit(1);
}
