/*
 * log.h: one JSON line an event, to standard error.
 *
 * A line holds time (UTC), program, process, level, request id and the event.
 * Never health data, names, addresses of people, passwords or codes.
 */
#ifndef KITH_LOG_H
#define KITH_LOG_H

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Name the program; the string must live as long as the process. */
void log_program(const char *name);

/*
 * Set the request id that lines carry from now on; NULL for none. Not copied.
 */
void log_request(const char *id);

/*
 * Write one line. The text may hold anything: control characters and broken
 * UTF-8 are written as JSON escapes, so that a line stays a line (LG-06).
 */
void log_line(enum log_level, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Log an error and end the process with status 1: for a world that is broken
 * (no memory, a view or a column missing). A worker's parent starts another,
 * the database rolls back, and the person gets the page of a 500.
 */
_Noreturn void die(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * What die() runs before it ends the process: a worker answers the person who
 * is waiting. NULL for nothing. It runs once, even if it dies itself.
 */
void log_last_words(void (*fn)(void));

#endif
