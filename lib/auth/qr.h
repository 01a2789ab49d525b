/* qr.h: a QR code as a tree, which a view draws. */
#ifndef KITH_QR_H
#define KITH_QR_H

#include <libxml/tree.h>

/*
 * Add <qr size="N"> to parent, N the modules of a side, with one <run x y
 * width/> for each row of dark modules beside each other. The quiet zone (4
 * modules around it) is the view's. die() if the text is too long for one.
 */
void qr_add(xmlNode *parent, const char *text);

#endif
