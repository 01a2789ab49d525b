/* fhir_code.c: codes, their systems, and what they are called. */
#include <string.h>

#include "base/mem.h"
#include "chart/fhir.h"
#include "chart/fhir_json.h"

/*
 * What sources call the systems that the chart has short names for; FHIR's own
 * name of each comes first.
 */
static const struct { const char *uri, *name; } systems[] = {
	{ "http://loinc.org", "LOINC" },
	{ "urn:oid:2.16.840.1.113883.6.1", "LOINC" },
	{ "http://snomed.info/sct", "SNOMED" },
	{ "urn:oid:2.16.840.1.113883.6.96", "SNOMED" },
	{ "http://www.nlm.nih.gov/research/umls/rxnorm", "RXNORM" },
	{ "urn:oid:2.16.840.1.113883.6.88", "RXNORM" },
	{ "http://hl7.org/fhir/sid/cvx", "CVX" },
	{ "urn:oid:2.16.840.1.113883.12.292", "CVX" },
	{ "urn:oid:2.16.840.1.113883.6.59", "CVX" },
	{ "http://hl7.org/fhir/sid/mvx", "MVX" },
	{ "http://terminology.hl7.org/CodeSystem/MVX", "MVX" },
	{ "urn:oid:2.16.840.1.113883.12.227", "MVX" },
	{ "http://hl7.org/fhir/sid/icd-10-cm", "ICD10CM" },
	{ "urn:oid:2.16.840.1.113883.6.90", "ICD10CM" },
	{ "http://hl7.org/fhir/sid/icd-9-cm", "ICD9CM" },
	{ "http://terminology.hl7.org/CodeSystem/icd9cm", "ICD9CM" },
	{ "urn:oid:2.16.840.1.113883.6.103", "ICD9CM" },
	{ "urn:oid:2.16.840.1.113883.6.104", "ICD9CM" },
	{ "http://www.ama-assn.org/go/cpt", "CPT" },
	{ "urn:oid:2.16.840.1.113883.6.12", "CPT" },
	{ "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "HCPCS" },
	{ "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", "HCPCS" },
	{ "urn:oid:2.16.840.1.113883.6.14", "HCPCS" },
	{ "urn:oid:2.16.840.1.113883.6.285", "HCPCS" },
	{ "http://www.cms.gov/Medicare/Coding/ICD10", "ICD10PCS" },
	{ "urn:oid:2.16.840.1.113883.6.4", "ICD10PCS" },
	{ "http://hl7.org/fhir/sid/ndc", "NDC" },
	{ "urn:oid:2.16.840.1.113883.6.69", "NDC" },
	{ "http://fdasis.nlm.nih.gov", "UNII" },
	{ "urn:oid:2.16.840.1.113883.4.9", "UNII" },
	{ "http://nucc.org/provider-taxonomy", "NUCC" },
	{ "urn:oid:2.16.840.1.113883.6.101", "NUCC" },
	{ "urn:oid:2.16.840.1.113883.6.238", "CDCREC" },
	{ "http://terminology.hl7.org/CodeSystem/CDCREC", "CDCREC" },
	{ "http://www.ada.org/cdt", "CDT" },
	{ "http://terminology.hl7.org/CodeSystem/CD2", "CDT" },
	{ "urn:oid:2.16.840.1.113883.6.13", "CDT" },
	{ "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", "NCIT" },
	{ "http://ncithesaurus-stage.nci.nih.gov", "NCIT" },
	{ "urn:oid:2.16.840.1.113883.3.26.1.1", "NCIT" },
	{ "urn:oid:2.16.840.1.113883.3.88.12.80.32", "CVXGROUP" },
};

const char *
fhir_system(const char *uri)
{
	size_t i;

	for (i = 0; uri != NULL && i < sizeof(systems) / sizeof(systems[0]);
	    i++)
		if (strcmp(systems[i].uri, uri) == 0)
			return systems[i].name;
	return uri;
}

const char *
fhir_system_uri(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < sizeof(systems) / sizeof(systems[0]);
	    i++)
		if (strcmp(systems[i].name, name) == 0)
			return systems[i].uri;
	return name != NULL && strchr(name, ':') != NULL ? name : NULL;
}

struct fhir_code
fhir_coding(struct fhir *f, const cJSON *coding)
{
	struct fhir_code c = { NULL, NULL, NULL };

	if (coding == NULL)
		return c;
	c.code = fhir_token(f, coding, "code", FHIR_CODE);
	c.system = fhir_system(fhir_token(f, coding, "system", FHIR_SYSTEM));
	c.display = fhir_text(f, coding, "display", FHIR_LINE);
	if (c.code == NULL)
		c.system = NULL;
	return c;
}

struct fhir_code
fhir_coding_of(struct fhir *f, const cJSON *concept, const char *system)
{
	const cJSON *coding;
	struct fhir_code c;

	FHIR_EACH(coding, f, concept, "coding") {
		c = fhir_coding(f, coding);
		if (c.system != NULL && strcmp(c.system, system) == 0)
			return c;
	}
	return (struct fhir_code){ NULL, NULL, NULL };
}

/* The coding of the first system of prefer that is there. */
static struct fhir_code
preferred(struct fhir *f, const cJSON *concept, const char *prefer)
{
	struct fhir_code c = { NULL, NULL, NULL };
	char system[FHIR_SYSTEM];
	size_t n;

	while (*prefer != '\0' && c.code == NULL) {
		n = strcspn(prefer, " ");
		memcpy(system, prefer, n);
		system[n] = '\0';
		c = fhir_coding_of(f, concept, system);
		prefer += n + strspn(prefer + n, " ");
	}
	return c;
}

/* The first coding that has a code, with any display if it has none. */
static struct fhir_code
any_coding(struct fhir *f, const cJSON *concept, struct fhir_code best)
{
	struct fhir_code c;
	const cJSON *coding;

	FHIR_EACH(coding, f, concept, "coding") {
		c = fhir_coding(f, coding);
		if (best.code == NULL && c.code != NULL)
			best = c;
		if (best.display == NULL)
			best.display = c.display;
	}
	return best;
}

/* "LOINC 789-8": better than nothing; a URI before it would not be. */
static const char *
name_by_code(struct fhir *f, const struct fhir_code *c)
{
	bool is_short = c->system != NULL && strchr(c->system, ':') == NULL;

	return is_short ? fhir_and(f, c->system, " ", c->code) : c->code;
}

struct fhir_code
fhir_concept(struct fhir *f, const cJSON *concept, const char *prefer)
{
	struct fhir_code c = { NULL, NULL, NULL };
	const char *text;

	if (concept == NULL)
		return c;
	c = preferred(f, concept, prefer);
	if (c.code == NULL || c.display == NULL)
		c = any_coding(f, concept, c);
	text = fhir_text(f, concept, "text", FHIR_LINE);
	if (text != NULL)
		c.display = text;
	if (c.display == NULL && c.code != NULL)
		c.display = name_by_code(f, &c);
	return c;
}

struct fhir_code
fhir_subject_matter(struct fhir *f, const cJSON *from, const char *key,
    const char *prefer)
{
	const cJSON *concept = fhir_object(f, from, key);
	struct fhir_code c = fhir_concept(f, concept, prefer);

	if (concept == NULL)
		fhir_refuse(f, from, "has no %s", key);
	else if (c.display == NULL)
		fhir_refuse(f, concept, "has neither code nor text");
	return c;
}

bool
fhir_has_code(struct fhir *f, const cJSON *concept, const char *codes)
{
	const cJSON *coding;

	FHIR_EACH(coding, f, concept, "coding")
		if (fhir_is_word(fhir_token(f, coding, "code", FHIR_CODE),
		    codes))
			return true;
	return false;
}

bool
fhir_list_has_code(struct fhir *f, const cJSON *from, const char *key,
    const char *codes)
{
	const cJSON *concept;

	FHIR_EACH(concept, f, from, key)
		if (fhir_has_code(f, concept, codes))
			return true;
	return false;
}

const char *
fhir_words(struct fhir *f, const cJSON *from, const char *key, size_t max)
{
	const cJSON *concept;
	const char *words = NULL;

	FHIR_EACH(concept, f, from, key) {
		words = fhir_and(f, words, ", ",
		    fhir_concept(f, concept, "").display);
		if (words != NULL && strlen(words) > 4 * max)
			break;	/* it is cut anyway */
	}
	return fhir_cut(f, fhir_get(from, key), words, max);
}
