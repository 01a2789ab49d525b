/*
 * plot.h: where things stand in a picture of values over time or age.
 *
 * views/plot.xsl draws a <plot>, across in percent and down in pixels, so that
 * its text keeps its size on any screen:
 *
 *   <plot height="250">
 *     <tick y="146.7" says="100"/>             a value, at the left edge
 *     <mark x="12.5" says="May 2025"/>         a time or an age, below
 *     <shape class="path" d="M0 40L500 80"/>   in a box 1000 wide
 *     <point x="50" y="120" says="58.0"/>
 *   </plot>
 */
#ifndef KITH_PLOT_H
#define KITH_PLOT_H

#include <stddef.h>

#include <libxml/tree.h>

/* Pixels from the top: of the picture's end, and of its lowest value. */
enum { PLOT_HEIGHT = 250, PLOT_TOP = 44, PLOT_BASE = 240 };

struct span {
	double from, to;
};

struct spot {
	double x, y;
};

struct plot {
	xmlNode *node;
	struct span across, down;	/* the values at the edges */
};

/* Make the span hold the value, too. */
void plot_widen(struct span *, double value);

/*
 * Add a <plot> to parent. The values go from the round number at or below
 * down.from to the one at or above down.to, and have ticks at round numbers.
 */
struct plot plot_new(xmlNode *parent, struct span across, struct span down);

/* Where a value stands: in percent from the left, in pixels from the top. */
double plot_x(const struct plot *, double x);
double plot_y(const struct plot *, double y);

/* Say what stands at x. */
void plot_mark(const struct plot *, double x, const char *says);

/*
 * Say what stands along time, where x is in days since 1970: "2026", "Nov 2026"
 * or "Nov 12", at most four; of less than three days, the day in the middle.
 */
void plot_mark_time(const struct plot *);

/* Draw a line through n spots. */
void plot_line(const struct plot *, const char *class, const struct spot *,
    size_t n);

/*
 * Draw the field between two values, NULL for an open end, from one x to
 * another; its edges are lines of the class "rule".
 */
void plot_band(const struct plot *, struct span across, const double *low,
    const double *high);

/* Add a <point>; the caller says what it is. */
xmlNode *plot_point(const struct plot *, double x, double y);

/* Give a point its number in the picture's unit, where the record has another. */
void plot_say(xmlNode *point, double number);

#endif
