/* records_choice.c: what of a record a person chose: dates and kind. */
#include "records.h"

#include <string.h>

#include "base/mem.h"
#include "web/view.h"

const char *const dates_choices[] = { "all", "one", "range", NULL };
const char *const preview_choices[] = { "show", "hide", NULL };
const char *const type_choices[] = { "ccda", NULL };
const char *const what_choices[] = { "everything", "ccda", NULL };
const char *const lock_choices[] = { "yes", NULL };

const struct field choice_form[] = { CHOICE_FIELDS, FIELDS_END };

bool
is_choice(const char *choice, const char *value)
{
	return choice != NULL && strcmp(choice, value) == 0;
}

static bool
refuse(struct req *r, const char *field, const char *says)
{
	form_refuse(r, field, says);
	return false;
}

bool
read_choice(struct req *r, struct choice *in)
{
	if (!form_read(r, choice_form, in))
		return false;
	form_show(r, choice_form);
	return check_choice(r, in);
}

bool
check_choice(struct req *r, struct choice *in)
{
	if (in->dates == NULL || is_choice(in->dates, "all"))
		return true;
	if (in->from.year == 0)
		return refuse(r, "from", is_choice(in->dates, "one")
		    ? "Which day? Fill in the date here."
		    : "From which day? Fill in the first date.");
	if (is_choice(in->dates, "one"))
		in->to = in->from;
	if (in->to.year == 0)
		return refuse(r, "to", "Until which day? Fill in the last"
		    " date.");
	if (when_days_between(in->from, in->to) < 0)
		return refuse(r, "to", "This date is before the From date."
		    " Swap the two, or change one.");
	return true;
}

struct chart_query
query_of(const struct req *r, const struct choice *in, unsigned sections)
{
	return (struct chart_query){
		.patient_id = r->patient->id,
		.sections = sections,
		.show_confidential = r->patient->sees_confidential,
		.has_range = is_choice(in->dates, "one") ||
		    is_choice(in->dates, "range"),
		.from = in->from,
		.to = in->to,
	};
}

struct db_arg
choice_day(struct req *r, const struct chart_query *query, struct day day)
{
	char text[WHEN_MAX];

	return db_text(query->has_range
	    ? mem_copy(r, when_iso_day(day, text)) : NULL);
}
