#ifndef TOKOCRM_CONFIG_HPP
#define TOKOCRM_CONFIG_HPP

/** Stands behind `namespace tokocrm` in the public headers: what is declared there can be linked
    from outside, everything else in the library is hidden.
*/
#if defined(__GNUC__)
#define TOKOCRM_PUBLIC __attribute__((visibility("default")))
#else
#define TOKOCRM_PUBLIC
#endif

#endif
