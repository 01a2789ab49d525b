/*
 * chart.h: a patient's record as one tree.
 *
 * Pages, preview, CCDA and the rest are all made from the tree that
 * chart_select() builds, so that they can't differ:
 *
 *   <record patient_id from from-says from-ts to to-says to-ts made_at
 *           made_at-says made_at-full made_at-ts period-says>
 *     <practice uid ...as on every page/>
 *     <patient/> <patient_name/> <patient_contact/> <patient_trait/>
 *     <related_person/> <encounter/> <appointment/> <problem/>
 *     <allergy><allergy_reaction/></allergy> <medication/> <immunization/>
 *     <report><observation/></report> <observation/> <patient_procedure/>
 *     <device/> <document>contents</document>
 *     <care_plan><care_plan_activity/></care_plan> <goal/>
 *     <service_request/> <care_team_member/> <coverage/> <family_history/>
 *     <provider/> <location/> <organization/>
 *   </record>
 *
 * An element is a row, called as its table; its attributes are called as the
 * columns, dates said as by db_rows(). Of the x_day columns only those are
 * there that pages count with: birth_day, taken_day and issued_day of reports,
 * taken_day of observations. What is NULL or nothing but blanks, and a boolean
 * that is false, has no attribute. An observation holds what it said before it
 * was corrected (<observation_past/>), then its components (<observation/>);
 * one that belongs to a report stands in it, in the report's order. Common
 * tests have plain and about, in a person's words (meaning.h); a vital sign in
 * metric units, and what it said before, has custom, as Americans say it
 * (unit.h). A provider, location or organization stands once if a row names it
 * by provider_id, location_id or organization_id. Phones have phone-tel beside
 * them, the number as in a tel: URL. Inside a kind the newest comes first;
 * medications: those that are taken, by name, then the others.
 */
#ifndef KITH_CHART_H
#define KITH_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include <libxml/tree.h>

#include "base/when.h"

/* What to select. The patient's own row is always there. */
enum chart_section {
	CHART_PERSON = 1 << 0,		/* names, contacts, traits, relatives */
	CHART_VISITS = 1 << 1,		/* encounters, appointments */
	CHART_PROBLEMS = 1 << 2,
	CHART_ALLERGIES = 1 << 3,
	CHART_MEDICATIONS = 1 << 4,
	CHART_IMMUNIZATIONS = 1 << 5,
	CHART_RESULTS = 1 << 6,		/* reports, observations of all kinds */
	CHART_PROCEDURES = 1 << 7,
	CHART_DEVICES = 1 << 8,
	CHART_DOCUMENTS = 1 << 9,	/* what there is */
	CHART_PLANS = 1 << 10,		/* care plans, goals, orders */
	CHART_TEAM = 1 << 11,
	CHART_COVERAGE = 1 << 12,
	CHART_FAMILY = 1 << 13,
	CHART_FILES = 1 << 14,		/* with CHART_DOCUMENTS: what they hold */

	/* My health, Medical History. */
	CHART_HISTORY = CHART_PERSON | CHART_VISITS | CHART_PROBLEMS |
	    CHART_ALLERGIES | CHART_MEDICATIONS | CHART_IMMUNIZATIONS |
	    CHART_PROCEDURES | CHART_DEVICES | CHART_PLANS | CHART_TEAM |
	    CHART_COVERAGE | CHART_FAMILY,
	/* All but what documents hold: what pages show. */
	CHART_ALL = CHART_FILES - 1,
	/* What a person takes along. */
	CHART_EXPORT = CHART_ALL | CHART_FILES
};

struct chart_query {
	int64_t patient_id;
	unsigned sections;		/* of enum chart_section */
	bool show_confidential;		/* the patient and staff only */
	bool show_held;			/* staff only: see release.h */
	bool has_range;			/* else all time */
	struct day from, to;		/* with has_range: both inclusive */
};

/*
 * Documents up to this size are selected with what they hold (CHART_FILES), the
 * newest first, as long as all together are no larger than that.
 */
enum { CHART_FILE_BYTES = 1 << 20, CHART_FILES_BYTES = 4 << 20 };

/*
 * Add the <record> of a patient to parent (a node, or a document as a node),
 * and return it; NULL if there is no such patient. Reads in the caller's
 * transaction; memory besides the tree is ctx's.
 *
 * Never selected: documents that another supersedes or that were recalled,
 * rows that were entered in error and, unless show_confidential, confidential
 * rows with all that hangs on them: an observation or document of a
 * confidential report, a component of a confidential observation. Nor, unless
 * show_held, reports and documents that are held now or wait for the provider,
 * with all that hangs on them.
 *
 * With has_range (days are the practice's):
 * - what happens at a time (encounter, appointment, immunization, procedure,
 *   document, report and observation) is there if its day, or one of its days
 *   if it has an end, is in the range; without a date it is not. Observations
 *   follow the report or observation they are part of.
 * - what lasts (problem, allergy, care plan, goal, device, coverage, care
 *   team) is there if it is active, or the days from its start to its end
 *   meet the range, where an unknown start or end is open.
 * - a medication is there if it is taken now, or its days meet the range. One
 *   that is over and has no end (a short course, mostly) counts for the day
 *   of its start. An order that is open is there, another by its day.
 * - the person and the family's history are always there.
 *
 * With CHART_FILES a document (see CHART_FILES_BYTES) has its contents as
 * its text: plain text as it is, anything else in base64 and with the
 * attribute encoding="base64".
 *
 * Characters that XML can't hold have become blanks.
 */
xmlNode *chart_select(const void *ctx, xmlNode *parent,
    const struct chart_query *);

/*
 * The same as a document of its own, owned by ctx, with the <practice> of
 * page_add_practice(), whose uid is a UUID that names the practice for all
 * time: it is made from the NPI, or else from name and postal code. NULL if
 * there is no such patient.
 */
xmlDoc *chart_document(const void *ctx, const struct chart_query *);

/*
 * Whether a <record> says no more than who the person is, who takes care of
 * them and how they are insured.
 */
bool chart_is_empty(const xmlNode *record);

/* 16 bytes as a UUID, owned by ctx. */
const char *chart_uuid(const void *ctx, const uint8_t bytes[16]);

/* A random UUID (version 4), owned by ctx. */
const char *chart_fresh_uuid(const void *ctx);

/*
 * The statements, NULL-ended, for db_prepare(): of everything (CHART_EXPORT),
 * of CHART_HISTORY, of CHART_RESULTS, of CHART_DOCUMENTS. A program that
 * prepares a list needs SELECT on the tables of these sections, and on patient,
 * provider, location and organization.
 */
extern const char *const chart_sql[];
extern const char *const chart_history_sql[];
extern const char *const chart_results_sql[];
extern const char *const chart_documents_sql[];

#endif
