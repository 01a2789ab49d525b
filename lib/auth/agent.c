/* agent.c: which device it is, in words, from what its browser says. */
#include "auth/agent.h"

#include <string.h>

#include "base/mem.h"

struct word { const char *sign, *name; };

/*
 * The first sign that is there counts: browsers name those that they want to
 * be taken for, too, so that Chrome says Safari, and Edge says Chrome.
 */
static const struct word browsers[] = {
	{ "Edg/", "Edge" }, { "EdgA/", "Edge" }, { "EdgiOS/", "Edge" },
	{ "OPR/", "Opera" }, { "SamsungBrowser/", "Samsung Internet" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" },
	{ "CriOS/", "Chrome" }, { "Chrome/", "Chrome" },
	{ "Safari/", "Safari" }, { NULL, NULL },
};

/* Android says Linux, and iPads say that they are like a Mac. */
static const struct word systems[] = {
	{ "iPhone", "an iPhone" }, { "iPad", "an iPad" },
	{ "Android", "Android" }, { "CrOS", "a Chromebook" },
	{ "Windows", "Windows" }, { "Macintosh", "a Mac" },
	{ "Linux", "Linux" }, { NULL, NULL },
};

static const char *
find(const struct word *w, const char *agent)
{
	while (w->sign != NULL && strstr(agent, w->sign) == NULL)
		w++;
	return w->name;
}

const char *
agent_says(const void *ctx, const char *agent)
{
	const char *browser = find(browsers, agent);
	const char *system = find(systems, agent);

	if (system == NULL)
		return browser == NULL ? "A device that we don’t know"
		    : browser;
	return mem_fmt(ctx, "%s on %s",
	    browser == NULL ? "A browser" : browser, system);
}
