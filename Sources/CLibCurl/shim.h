#ifndef FAIRLEAD_CLIBCURL_SHIM_H
#define FAIRLEAD_CLIBCURL_SHIM_H

#include <curl/curl.h>

// libcurl's setters and getters are variadic, which Swift cannot call: one function for each kind of argument.
// The parentheses keep out the type-checking macros, which want the option as a constant.

static inline CURLcode fairlead_curl_set_long(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode fairlead_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode fairlead_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode fairlead_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode fairlead_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode fairlead_curl_set_callback(CURL *handle, CURLoption option, curl_write_callback value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode fairlead_curl_set_seek(CURL *handle, curl_seek_callback value) {
  return (curl_easy_setopt)(handle, CURLOPT_SEEKFUNCTION, value);
}

static inline CURLcode fairlead_curl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return (curl_easy_setopt)(handle, option, &blob);
}

static inline CURLcode fairlead_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline struct curl_certinfo *fairlead_curl_get_certificates(CURL *handle) {
  struct curl_certinfo *certificates = NULL;
  (curl_easy_getinfo)(handle, CURLINFO_CERTINFO, &certificates);
  return certificates;
}

static inline CURLMcode fairlead_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}

static inline CURLSHcode fairlead_curl_share_add(CURLSH *share, curl_lock_data what) {
  return (curl_share_setopt)(share, CURLSHOPT_SHARE, what);
}

#endif
