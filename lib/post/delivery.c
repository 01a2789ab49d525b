/* delivery.c: what the two ways out, smtp.h and gateway.h, have in common. */
#include "post/delivery.h"

#include <stdint.h>

#include "base/log.h"

enum { CONNECT_SECONDS = 10, ALL_SECONDS = 60 };

void *
delivery_good(void *p)
{
	if (p == NULL)
		die("out of memory");
	return p;
}

void
delivery_must(CURLcode rc)
{
	if (rc != CURLE_OK)
		die("curl: %s", curl_easy_strerror(rc));
}

static int
may_go_on(void *arg, curl_off_t down, curl_off_t down_now, curl_off_t up,
    curl_off_t up_now)
{
	const volatile bool *stop = arg;

	(void)down, (void)down_now, (void)up;
	return stop != NULL && *stop && up_now == 0;
}

CURL *
delivery_new(const volatile bool *stop)
{
	CURL *curl = delivery_good(curl_easy_init());

	delivery_must(curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L));
	delivery_must(curl_easy_setopt(curl, CURLOPT_PROXY, ""));
	delivery_must(curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
	    (long)CONNECT_SECONDS));
	delivery_must(curl_easy_setopt(curl, CURLOPT_TIMEOUT,
	    (long)ALL_SECONDS));
	delivery_must(curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L));
	delivery_must(curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION,
	    may_go_on));
	delivery_must(curl_easy_setopt(curl, CURLOPT_XFERINFODATA,
	    (void *)(uintptr_t)stop));
	return curl;
}
