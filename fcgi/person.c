/* person.c: the patient that a page of the practice is about. */
#include "person.h"

#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "run/page.h"
#include "web/view.h"

static const char PERSON[] =
    "SELECT p.id, p.name, p.mrn, p.sex, p.birth_day, p.died_when,"
    " IF(p.active, NULL, 1) AS inactive, p.line, p.city, p.state,"
    " p.postal_code, d.name AS doctor"
    " FROM patient p LEFT JOIN provider d ON d.id = p.provider_id"
    " WHERE p.id = ?";

const char *const person_sql[] = { PERSON, NULL };

const char *
get_attribute(struct req *r, xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(n, BAD_CAST name);
	const char *copy = mem_copy(r, (const char *)value);

	xmlFree(value);
	return copy;
}

xmlNode *
first_element(xmlNode *n, const char *name)
{
	while (n != NULL && strcmp((const char *)n->name, name) != 0)
		n = n->next;
	return n;
}

void
say_ages(struct req *r, const char *name)
{
	char text[WHEN_MAX];
	const char *birth;
	struct day day;
	xmlNode *n;

	for (n = first_element(r->page->children, name); n != NULL;
	    n = first_element(n->next, name)) {
		view_set(n, "initials", page_initials(r,
		    get_attribute(r, n, "name")));
		birth = get_attribute(r, n, "birth_day");
		if (birth != NULL && when_read_day(birth, &day))
			view_set(n, "age-says", when_age_text(day,
			    when_today(), text));
	}
}

bool
add_person(struct req *r, int64_t patient_id)
{
	if (db_rows(r, r->page, "person", PERSON, db_int(patient_id)) == 0)
		return false;
	r->patient_id = patient_id;
	say_ages(r, "person");
	return true;
}
