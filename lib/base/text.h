/* text.h: bytes that people typed, as text. Strings are UTF-8. */
#ifndef KITH_TEXT_H
#define KITH_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether len bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no
 * surrogates).
 */
bool text_is_utf8(const char *s, size_t len);

/*
 * Whether the string may be stored and shown: well-formed UTF-8 without
 * control characters (C0, DEL, C1), line separators (U+2028, U+2029) and
 * bidirectional overrides (U+202A to U+202E, U+2066 to U+2069). With lines,
 * LF, CR, tab and line separators are fine.
 */
bool text_is_clean(const char *s, bool lines);

/* Number of characters as a person counts them (extended grapheme clusters). */
size_t text_length(const char *s);

/*
 * The form in which a secret or a name is kept: NFC (Unicode 15 annex).
 * Owned by ctx. The string must be UTF-8.
 */
char *text_nfc(const void *ctx, const char *s);

/*
 * A name as it is compared: case folded, accents, blanks and punctuation
 * removed ("Núñez-Peña" and "nunez pena" are the same). Owned by ctx.
 */
char *text_name_key(const void *ctx, const char *s);

/*
 * The address in lower case, for comparing: one account an address. Owned by
 * ctx.
 */
char *text_email_key(const void *ctx, const char *email);

/*
 * The mailbox that an address leads to, for telling whether two people share
 * one: as text_email_key(), without dots and what follows a "+" before the "@".
 * Some servers keep those apart, so it is for refusing only. Owned by ctx.
 */
char *text_mailbox_key(const void *ctx, const char *email);

/*
 * Whether it is one address that mail can go to: local@domain, at most 254
 * bytes (in lower case, too), no blanks, no control characters, no list, no
 * quoted local part (IO-14).
 */
bool text_is_email(const char *s);

/* "dana@mail.example" as "d•••@m•••.example". Owned by ctx. */
char *text_mask_email(const void *ctx, const char *email);

/*
 * A phone number as people type it, "(802) 555-0142" or "+44 20 7946 0018", in
 * its one form, E.164: "+18025550142". Without + it is one of North America,
 * with or without the leading 1. NULL if it is none: letters, an extension.
 * Owned by ctx.
 */
char *text_phone(const void *ctx, const char *typed);

/* Whether it is a phone number in that form. */
bool text_is_phone(const char *s);

/* "+18025550142" as "ending in 42". Owned by ctx. */
char *text_mask_phone(const void *ctx, const char *phone);

/* The text with every "{name}", as name says it, replaced. Owned by ctx. */
char *text_replace(const void *ctx, const char *text, const char *name,
    const char *value);

/* The string without blanks at both ends; changes s in place. */
char *text_trim(char *s);

/* len bytes as lower-case hexadecimal, owned by ctx. */
char *text_hex(const void *ctx, const uint8_t *bytes, size_t len);

/* len bytes in base64 (RFC 4648 4), owned by ctx. */
char *text_base64(const void *ctx, const void *bytes, size_t len);

/* The same as base64url without padding (RFC 4648 5). */
char *text_base64url(const void *ctx, const void *bytes, size_t len);

/* Read exactly len bytes of base64url; false for anything else. */
bool text_unbase64url(const char *s, uint8_t *bytes, size_t len);

/*
 * n random bytes (libsodium), at most 64, as hexadecimal, owned by ctx: a
 * token, a key of a form, the id of a request.
 */
char *text_random(const void *ctx, size_t n);

/* Read exactly 2*len hexadecimal digits into bytes; false for anything else. */
bool text_unhex(const char *s, uint8_t *bytes, size_t len);

/*
 * Read a decimal id: 1 to 2^63-1, no sign, no blanks, no leading zero (AZ-16).
 * Return false and leave *id alone for anything else.
 */
bool text_id(const char *s, int64_t *id);

#endif
