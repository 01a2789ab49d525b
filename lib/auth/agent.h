/* agent.h: which device it is, in words, from what its browser says. */
#ifndef KITH_AGENT_H
#define KITH_AGENT_H

/*
 * "Chrome on Windows", "Safari on an iPhone" from a User-Agent header, owned
 * by ctx. What it does not know it does not guess: "A browser on Linux",
 * "Firefox", "A device that we don’t know".
 */
const char *agent_says(const void *ctx, const char *agent);

#endif
