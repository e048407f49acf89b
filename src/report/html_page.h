#ifndef TRI_REPORT_HTML_PAGE_H
#define TRI_REPORT_HTML_PAGE_H

/* The style sheet and the script of the HTML report. The script only adds to the page:
   filter and sorting. */
extern const char tri_html_style[];
extern const char tri_html_script[];

#endif
