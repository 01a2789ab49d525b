/* qr.c: a QR code as a tree, which a view draws. */
#include "auth/qr.h"

#include <qrencode.h>

#include "base/log.h"
#include "web/view.h"

static void
add_run(xmlNode *qr, int x, int y, int width)
{
	xmlNode *n = view_add(qr, "run", NULL);

	view_set_int(n, "x", x);
	view_set_int(n, "y", y);
	view_set_int(n, "width", width);
}

/* The lowest bit of a module says whether it is dark. */
static void
add_row(xmlNode *qr, const unsigned char *row, int y, int size)
{
	int x, begin;

	for (x = 0; x < size; x++) {
		for (begin = x; x < size && (row[x] & 1); x++)
			;
		if (x > begin)
			add_run(qr, begin, y, x - begin);
	}
}

void
qr_add(xmlNode *parent, const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	xmlNode *qr = view_add(parent, "qr", NULL);
	int y;

	if (code == NULL)
		die("this text does not fit a QR code");
	view_set_int(qr, "size", code->width);
	for (y = 0; y < code->width; y++)
		add_row(qr, code->data + y * code->width, y, code->width);
	QRcode_free(code);
}
