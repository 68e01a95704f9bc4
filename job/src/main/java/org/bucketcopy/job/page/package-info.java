/**
 * The page of a run, {@code report.html} of its run directory: one file that shows what was asked,
 * what came of it, and how it went, without a network.
 *
 * <p>While a run goes on, {@link org.bucketcopy.job.page.Timeline} keeps a bounded number of {@link
 * org.bucketcopy.job.page.Sample}s. {@link org.bucketcopy.job.page.PageData} makes one JSON object
 * of what is known of the run: it is the file {@code report.json}, and nothing of the page comes
 * from anywhere else, so that the command {@code report} ({@link
 * org.bucketcopy.job.page.ReportJob}) makes the page again from it. Where a driver was killed, that
 * command takes what the status, the journal and the report's lines say instead.
 *
 * <p>{@link org.bucketcopy.job.page.PageTemplate} puts the data into a template of HTML, CSS and a
 * script, all of them resources of this package. The script draws tables and SVG with text nodes
 * only, so that no key or message is taken for HTML; the page's own policy lets no other script
 * run, and nothing be loaded. No library is used for that: what a chart needs here is two axes and
 * a line.
 */
package org.bucketcopy.job.page;
