/* fhir_html.c: HTML as plain text. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "chart/fhir.h"

/* Elements that begin a line; scripts and styles are left out altogether. */
static const char *const blocks[] = { "p", "br", "div", "li", "tr", "table",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "hr", "pre", "title" };
static const char *const hidden[] = { "script", "style" };

struct html {
	const char *at;
	char *text;
	size_t used;
};

static void
put(struct html *h, char c)
{
	bool blank = c == ' ' || c == '\n';
	char last = h->used == 0 ? '\n' : h->text[h->used - 1];

	if (blank && last == '\n')
		return;
	if (blank && last == ' ') {
		h->text[h->used - 1] = c;
		return;
	}
	h->text[h->used++] = c;
}

static bool
is_one_of(const char *name, size_t n, const char *const *names, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(names[i]) == n &&
		    strncasecmp(names[i], name, n) == 0)
			return true;
	return false;
}

/* Go behind </name>, or to the end. */
static void
skip_hidden(struct html *h, const char *name, size_t n)
{
	for (; *h->at != '\0'; h->at++)
		if (h->at[0] == '<' && h->at[1] == '/' &&
		    strncasecmp(h->at + 2, name, n) == 0)
			break;
	h->at += strcspn(h->at, ">");
}

static void
read_tag(struct html *h)
{
	const char *name = h->at + 1 + (h->at[1] == '/');
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456");
	const char *comment = strncmp(h->at, "<!--", 4) == 0 ?
	    strstr(h->at + 4, "-->") : NULL;

	h->at = comment != NULL ? comment + 2 : h->at + strcspn(h->at, ">");
	if (is_one_of(name, n, hidden, sizeof(hidden) / sizeof(hidden[0])) &&
	    name[-1] == '<')
		skip_hidden(h, name, n);
	else if (is_one_of(name, n, blocks, sizeof(blocks) / sizeof(blocks[0])))
		put(h, '\n');
	else if (n == 2 && (strncasecmp(name, "td", 2) == 0 ||
	    strncasecmp(name, "th", 2) == 0))
		put(h, ' ');
	if (*h->at == '>')
		h->at++;
}

/* Write a code point as UTF-8; false if text may not hold it. */
static bool
put_point(struct html *h, long c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c > 0xffff ||
	    (c >= 0xd800 && c <= 0xdfff) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069) || c >= 0xfffe)
		return false;
	if (c < 0x80) {
		put(h, (char)c);
	} else if (c < 0x800) {
		put(h, (char)(0xc0 | (c >> 6)));
		put(h, (char)(0x80 | (c & 0x3f)));
	} else {
		put(h, (char)(0xe0 | (c >> 12)));
		put(h, (char)(0x80 | ((c >> 6) & 0x3f)));
		put(h, (char)(0x80 | (c & 0x3f)));
	}
	return true;
}

/* &amp; &#160; &#xA0; a reference is never shorter than what it stands for. */
static void
read_entity(struct html *h)
{
	static const struct { const char *name; char c; } known[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' }, { "&nbsp;", ' ' },
	};
	bool hex = h->at[1] == '#' && (h->at[2] | 0x20) == 'x';
	char *end = NULL;
	long c = 0;
	size_t i;

	if (h->at[1] == '#')
		c = strtol(h->at + (hex ? 3 : 2), &end, hex ? 16 : 10);
	if (end != NULL && *end == ';' && end - h->at > 3 &&
	    put_point(h, c == 0xa0 ? ' ' : c)) {
		h->at = end + 1;
		return;
	}
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strncmp(h->at, known[i].name, strlen(known[i].name)) == 0) {
			put(h, known[i].c);
			h->at += strlen(known[i].name);
			return;
		}
	put(h, *h->at++);
}

char *
fhir_html_text(const void *ctx, const char *html)
{
	struct html h = { .at = html };

	h.text = mem_array(ctx, char, strlen(html) + 2);
	while (*h.at != '\0') {
		if (*h.at == '<')
			read_tag(&h);
		else if (*h.at == '&')
			read_entity(&h);
		else if (strchr(" \t\r\n", *h.at) != NULL)
			put(&h, (h.at++, ' '));
		else
			put(&h, *h.at++);
	}
	while (h.used > 0 && strchr(" \n", h.text[h.used - 1]) != NULL)
		h.used--;
	h.text[h.used] = '\0';
	return h.text;
}
