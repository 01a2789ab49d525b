/*
 * fhir.h: one FHIR R4 resource on its way into the chart.
 *
 * A store function (one a resource type) reads what its table holds with the
 * functions below and writes it with fhir_put(). Reading never fails for the
 * caller: what is not there comes back as NULL or empty, and what has the
 * wrong shape refuses the resource, with its path; fhir_put() then writes
 * nothing. So a store function reads like a list of its columns.
 *
 * Everything that comes back is owned by the struct fhir (a talloc context).
 */
#ifndef KITH_FHIR_H
#define KITH_FHIR_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "db/db.h"

struct import_file;

/* Lengths of columns, in characters; FHIR_LONG is in bytes (TEXT). */
enum {
	FHIR_CODE = 64, FHIR_SYSTEM = 120, FHIR_LINE = 255, FHIR_NAME = 300,
	FHIR_VALUE = 4000, FHIR_NUMBER = 40, FHIR_LONG = 65535,
};

struct fhir {
	struct import_file *file;
	const struct fhir_kind *kind;
	const cJSON *json;	/* the resource */
	const char *type;	/* Observation */
	const char *name;	/* Observation/1: its name in table source */
	const struct fhir *within;	/* what contains it, or NULL */
	int64_t shift;		/* days that every date moves */
	int64_t patient;	/* whose it is; 0 for places and providers */
	int64_t row;		/* its row; 0 if it is new */
	int64_t old_patient;	/* whose it was when it was stored last */
	bool confidential;
	const char *updated;	/* meta.lastUpdated */
	const char *stored_updated;	/* and what it was when it was stored */
	uint8_t digest[32];	/* of what was read */
	uint8_t stored[32];	/* of what was read when it was stored last */

	const char *refused;	/* why; NULL while it is fine */
	const char *waits_for;	/* a reference it can't do without */
	bool unchanged, written;
	const char **missing;	/* references that lead nowhere (yet) */
	size_t missing_count;
	const char **notes;	/* what was left out */
	size_t note_count;
};

/* What import knows of a resource type; the table is in fhir_kinds.c. */
struct fhir_kind {
	const char *type;
	int rank;	/* in a bundle lower ranks are stored first */
	const char *patient;	/* key of the patient's reference, or NULL */
	void (*store)(struct fhir *);
	const char *const *remove;	/* SQL, each with (patient_id, id) */
	bool many;	/* more is read and written after its first row */
	const char *hidden;	/* SQL: (feed, name, name): confidential now */
};

/* The kind of a type; NULL if the chart has no place for it. */
const struct fhir_kind *fhir_kind_of(const char *type);

/*
 * Refuse the resource: the reason is the path of node and the sentence's
 * rest. Only the first refusal counts. With fhir_note() it goes on, and the
 * note is counted in the report.
 */
void fhir_refuse(struct fhir *, const cJSON *node, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void fhir_note(struct fhir *, const cJSON *node, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * --- fhir_read.c: JSON's own types. from may be NULL: then nothing is there.
 * ---
 */

/* The member, whatever it is; NULL if it is not there or null. */
const cJSON *fhir_get(const cJSON *from, const char *key);

/* The member that must be an object. */
const cJSON *fhir_object(struct fhir *, const cJSON *from, const char *key);

/*
 * The first object of a member that must be a list of objects; then the next.
 */
const cJSON *fhir_first(struct fhir *, const cJSON *from, const char *key);
const cJSON *fhir_next(struct fhir *, const cJSON *element);
#define FHIR_EACH(x, f, from, key) \
	for ((x) = fhir_first((f), (from), (key)); (x) != NULL; \
	    (x) = fhir_next((f), (x)))

/*
 * The member's text in one line, without blanks around; NULL if there is
 * none. Longer than max characters: cut, with an ellipsis and a note.
 */
const char *fhir_text(struct fhir *, const cJSON *from, const char *key,
    size_t max);

/* The same with its lines, at most FHIR_LONG bytes. */
const char *fhir_lines(struct fhir *, const cJSON *from, const char *key);

/*
 * A code or number of a document: longer than max it is left out, with a note.
 */
const char *fhir_token(struct fhir *, const cJSON *from, const char *key,
    size_t max);

/* The texts of a list of strings, with between them; NULL if there are none. */
const char *fhir_joined(struct fhir *, const cJSON *from, const char *key,
    const char *between, size_t max);

/* A boolean; false if it is not there. */
bool fhir_bool(struct fhir *, const cJSON *from, const char *key);

/* A number as it was written; NULL if it is not there. */
const char *fhir_number(struct fhir *, const cJSON *from, const char *key);

/* Two texts with between them; one of them or both may be NULL. */
const char *fhir_and(struct fhir *, const char *a, const char *between,
    const char *b);

/* Cut text to max characters, the last an ellipsis; node is for the note. */
const char *fhir_cut(struct fhir *, const cJSON *node, const char *text,
    size_t max);

/* Whether word stands in a list of words with blanks between. */
bool fhir_is_word(const char *word, const char *words);

/* --- fhir_types.c: FHIR's data types --- */

struct fhir_code { const char *code, *system, *display; };
struct fhir_dated { const char *when, *day; };
struct fhir_span { struct fhir_dated start, end; };
struct fhir_amount { const char *value, *comparator, *unit, *code; };

/* Their columns, as arguments of fhir_put(). */
#define FHIR_CODE_ARGS(c) \
	db_text((c).code), db_text((c).system), db_text((c).display)
#define FHIR_DATED_ARGS(d) db_text((d).when), db_text((d).day)
#define FHIR_SPAN_ARGS(s) FHIR_DATED_ARGS((s).start), FHIR_DATED_ARGS((s).end)

/* The short name of a code system (LOINC, ...), or the URI itself. */
const char *fhir_system(const char *uri);

/* FHIR's URI of a system by its name in the chart; NULL if it has none. */
const char *fhir_system_uri(const char *name);

/* One Coding. */
struct fhir_code fhir_coding(struct fhir *, const cJSON *coding);

/*
 * One CodeableConcept: the coding of the first system of prefer (short names
 * with blanks between) that is there, else the first coding. display is the
 * concept's text, else the coding's display, else "LOINC 789-8"; NULL if the
 * concept is empty or NULL.
 */
struct fhir_code fhir_concept(struct fhir *, const cJSON *concept,
    const char *prefer);

/* The concept under a key, which the resource must have: else it is refused. */
struct fhir_code fhir_subject_matter(struct fhir *, const cJSON *from,
    const char *key, const char *prefer);

/* The coding of exactly this system; all NULL if there is none. */
struct fhir_code fhir_coding_of(struct fhir *, const cJSON *concept,
    const char *system);

/*
 * Whether one of the concept's codings has one of these codes (blanks between).
 */
bool fhir_has_code(struct fhir *, const cJSON *concept, const char *codes);

/* The same for a list of concepts. */
bool fhir_list_has_code(struct fhir *, const cJSON *from, const char *key,
    const char *codes);

/* The displays of a list of concepts, joined; NULL if there are none. */
const char *fhir_words(struct fhir *, const cJSON *from, const char *key,
    size_t max);

/*
 * A date whose day decides what the row means (when it was taken, given, born)
 * refuses the resource if it is no date; another is left out with a note.
 */
enum fhir_need { FHIR_DECISIVE, FHIR_MINOR };

/* A date, dateTime or instant, moved by the shift. */
struct fhir_dated fhir_when(struct fhir *, const cJSON *from, const char *key,
    enum fhir_need);

/* A Period. */
struct fhir_span fhir_period(struct fhir *, const cJSON *from, const char *key,
    enum fhir_need);

/* <stem>DateTime, <stem>Instant, <stem>Date or <stem>Period. */
struct fhir_span fhir_time(struct fhir *, const cJSON *from, const char *stem,
    enum fhir_need);

/* A Quantity (Age, Duration ...). */
struct fhir_amount fhir_amount(struct fhir *, const cJSON *quantity);

/* "5.4 mg", "< 3", "1 to 2 tablets", "1:128": in words; NULL if empty. */
const char *fhir_amount_words(struct fhir *, const struct fhir_amount *);
const char *fhir_range_words(struct fhir *, const cJSON *range);
const char *fhir_ratio_words(struct fhir *, const cJSON *ratio);

/* <stem>Age, <stem>Range or <stem>String in words; NULL if none is there. */
const char *fhir_age_words(struct fhir *, const cJSON *from, const char *stem);

/* All notes (Annotation) of a list, one a paragraph. */
const char *fhir_notes(struct fhir *, const cJSON *from, const char *key);

/* A HumanName in parts; name is given and family, or the text. */
struct fhir_name { const char *prefix, *given, *family, *suffix, *name; };
struct fhir_name fhir_name(struct fhir *, const cJSON *human_name);

/*
 * The best of a list of names: official, then usual, then any that is current.
 */
const cJSON *fhir_best_name(struct fhir *, const cJSON *from, const char *key);

/* An Address. */
struct fhir_address { const char *line, *city, *state, *postal_code, *country; };
struct fhir_address fhir_address(struct fhir *, const cJSON *address);
#define FHIR_ADDRESS_ARGS(a) db_text((a).line), db_text((a).city), \
	db_text((a).state), db_text((a).postal_code), db_text((a).country)

/* The first phone number of a list of ContactPoints; NULL if there is none. */
const char *fhir_phone(struct fhir *, const cJSON *from, const char *key);

/*
 * The first value of a list of Identifiers with this system, or of any if NULL.
 */
const char *fhir_identifier(struct fhir *, const cJSON *from, const char *key,
    const char *system, size_t max);

/* The extension with this URL below from; NULL if there is none. */
const cJSON *fhir_extension(struct fhir *, const cJSON *from, const char *url);

/* The resource's status: a word, or the code of a concept under key. */
const char *fhir_status(struct fhir *, const char *otherwise);
const char *fhir_status_code(struct fhir *, const char *key,
    const char *otherwise);

/* --- fhir_html.c --- */

/* HTML as plain text: tags away, blocks as lines. Owned by ctx. */
char *fhir_html_text(const void *ctx, const char *html);

/* --- import_link.c: references --- */

/*
 * The row that a Reference leads to, if it is of one of the types (blanks
 * between) and, unless the type belongs to no patient, of the same patient.
 * 0 if there is none: if one was meant, it is counted as a link not found.
 */
int64_t fhir_link(struct fhir *, const cJSON *reference, const char *types);

/* fhir_link() of a member, and of the first in a list of references. */
int64_t fhir_link_of(struct fhir *, const cJSON *from, const char *key,
    const char *types);
int64_t fhir_link_in(struct fhir *, const cJSON *from, const char *key,
    const char *types);

#define FHIR_PROVIDER "Practitioner PractitionerRole"

/* Which of the types a Reference means; NULL if none or not to be known. */
const char *fhir_link_type(struct fhir *, const cJSON *reference,
    const char *types);

/* The contained resource that a Reference ("#id") means; NULL if none. */
const cJSON *fhir_contained(struct fhir *, const cJSON *reference);

/* A Reference's own display, else NULL. */
const char *fhir_reference_display(struct fhir *, const cJSON *from,
    const char *key, size_t max);

/* reasonCode, or what reasonReference says, of a resource. */
struct fhir_code fhir_reason(struct fhir *, const cJSON *from);

/* Count a name as a link that leads nowhere (yet). */
void fhir_miss(struct fhir *, const char *name);

/* The resource can't be stored before a name, or a Reference's, is there. */
void fhir_wait(struct fhir *, const char *name);
void fhir_wait_for(struct fhir *, const cJSON *reference);

/* --- fhir_put.c: rows --- */

/*
 * Write the row: sql's first parameters are patient_id and id, the rest are
 * the arguments. Return false, and write nothing, if the resource is refused,
 * waits, or is stored already as it is. All links must be read before. A row
 * of this resource that is new gets its id in f->row.
 */
bool fhir_put_(struct fhir *, const char *sql, const struct db_arg *);
#define fhir_put(f, sql, ...) \
	fhir_put_((f), (sql), DB_ARGS(db_id((f)->patient), db_id((f)->row), \
	    __VA_ARGS__))

/* The same for rows without patient (providers, places): id comes first. */
#define fhir_put_shared(f, sql, ...) \
	fhir_put_((f), (sql), DB_ARGS(db_id((f)->row), __VA_ARGS__))

/* The same where the resource has no row of its own, only rows below it. */
bool fhir_put_nothing(struct fhir *);

/*
 * Remember a row below this resource, which goes when the resource is written
 * again or removed: table is the kind's name in fhir_put.c.
 */
void fhir_below(struct fhir *, const char *table, int number, int64_t row);

/* Delete all rows below this resource. */
void fhir_clear_below(struct fhir *);

/* --- store functions --- */
void fhir_store_patient(struct fhir *);
void fhir_store_practitioner(struct fhir *);
void fhir_store_practitioner_role(struct fhir *);
void fhir_store_organization(struct fhir *);
void fhir_store_location(struct fhir *);
void fhir_store_encounter(struct fhir *);
void fhir_store_appointment(struct fhir *);
void fhir_store_condition(struct fhir *);
void fhir_store_allergy(struct fhir *);
void fhir_store_procedure(struct fhir *);
void fhir_store_device(struct fhir *);
void fhir_store_family_history(struct fhir *);
void fhir_store_drug(struct fhir *);
void fhir_store_medication_request(struct fhir *);
void fhir_store_medication_statement(struct fhir *);
void fhir_store_immunization(struct fhir *);
void fhir_store_observation(struct fhir *);
void fhir_store_report(struct fhir *);
void fhir_store_document(struct fhir *);
void fhir_store_binary(struct fhir *);
void fhir_store_care_plan(struct fhir *);
void fhir_store_care_team(struct fhir *);
void fhir_store_goal(struct fhir *);
void fhir_store_coverage(struct fhir *);
void fhir_store_service_request(struct fhir *);

#endif
