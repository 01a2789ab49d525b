/* health_documents.h: documents and reminders: see health_documents.c. */
#ifndef KITH_HEALTH_DOCUMENTS_H
#define KITH_HEALTH_DOCUMENTS_H

#include "web/route.h"

handler list_documents, show_document, open_document, download_document;
extern const struct field documents_form[];
extern const char *const documents_sql[];

#endif
