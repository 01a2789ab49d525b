/* Which device it is, in words. */
#include "auth/agent.h"

#include "base/mem.h"
#include "unit.h"

#define WEBKIT "AppleWebKit/537.36 (KHTML, like Gecko) "

static const struct { const char *agent, *says; } agents[] = {
	{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT
	    "Chrome/126.0.0.0 Safari/537.36", "Chrome on Windows" },
	{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT
	    "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge on Windows" },
	{ "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101"
	    " Firefox/128.0", "Firefox on Linux" },
	{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " WEBKIT
	    "Version/17.5 Safari/605.1.15", "Safari on a Mac" },
	{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) " WEBKIT
	    "Version/17.5 Mobile/15E148 Safari/604.1", "Safari on an iPhone" },
	{ "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) " WEBKIT
	    "CriOS/126.0 Mobile/15E148 Safari/604.1", "Chrome on an iPad" },
	{ "Mozilla/5.0 (Linux; Android 14; SM-S911B) " WEBKIT
	    "SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
	    "Samsung Internet on Android" },
	{ "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " WEBKIT
	    "Chrome/126.0.0.0 Safari/537.36", "Chrome on a Chromebook" },
	{ "Opera/9 (Windows)", "A browser on Windows" },
	{ "Firefox/3", "Firefox" },
	{ "curl/8.5.0", "A device that we don’t know" },
	{ "", "A device that we don’t know" },
};

static void
se_08_a_device_is_said_in_words(void **state)
{
	void *ctx = mem_context(NULL);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(agents) / sizeof(agents[0]); i++)
		assert_string_equal(agent_says(ctx, agents[i].agent),
		    agents[i].says);
	talloc_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(se_08_a_device_is_said_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
