// Written by compact.py from schema documents; edit neither by hand.

extension EntitySchemas {
  static let part1: [String: String] = [
    "acls": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"consumer":{"t":"f!","on_delete":"cascade","reference":"consumers"},"group":{"t":"s!","len_min":1},
    "tags":{"t":"e","of":"s!"}}}
    """#,
    "acme_storage": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"key":{"t":"s!","auto":true,"unique":true},"value":{"t":"s!",
    "auto":true},"created_at":{"t":"i","timestamp":true,"auto":true}}}
    """#,
    "basicauth_credentials": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,"auto":true},
    "consumer":{"t":"f!","on_delete":"cascade","reference":"consumers"},"username":{"t":"s!","unique":true},
    "password":{"t":"s!","encrypted":true},"tags":{"t":"e","of":"s!"}}}
    """#,
    "ca_certificates": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true},"cert":{"t":"s!","len_min":1},
    "cert_digest":{"t":"s","unique":true},"tags":{"t":"e","of":"s!"}},
    "checks":[{"custom_entity_check":{"field_sources":["cert"]}}]}
    """#,
    "certificates": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true},"cert":{"t":"s!","len_min":1,
    "referenceable":true},"key":{"t":"s!","len_min":1,"encrypted":true,"referenceable":true},"cert_alt":{"t":"s?",
    "referenceable":true},"key_alt":{"t":"s?","encrypted":true,"referenceable":true},"tags":{"t":"e","of":"s!"},
    "snis":{"t":"a?","transient":true,"of":"s"}},"checks":[{"mutually_required":["cert_alt","key_alt"]},
    {"custom_entity_check":{"field_sources":["cert","key"]}},{"custom_entity_check":{"field_sources":["cert_alt",
    "key_alt"]}},{"custom_entity_check":{"field_sources":["cert","cert_alt"]}}]}
    """#,
    "clustering_data_planes": #"""
    {"fields":{"id":{"t":"s!","auto":true,"uuid":true},"last_seen":{"t":"i","timestamp":true,"auto":true},
    "updated_at":{"t":"i","timestamp":true,"auto":true},"ip":"s!","config_hash":{"t":"s","len_eq":32},
    "hostname":"s!","version":{"t":"s","match_none":[{"pattern":"%.%.",
    "err":"must not have empty version segments"}],"match_any":{"patterns":["^%d+[%.%d]*$","^%d+[%.%d]*%-?.*$"],
    "err":"invalid version number: must be in format of X.Y.Z"}},"sync_status":{"t":"s!","default":"unknown",
    "one_of":["unknown","normal","kong_version_incompatible","plugin_set_incompatible",
    "plugin_version_incompatible","filter_set_incompatible"]},"labels":{"t":"m","keys":"s","values":"s"},
    "cert_details":{"t":"r!","fields":{"expiry_timestamp":{"t":"n?","timestamp":true}}},"rpc_capabilities":{"t":"e",
    "of":"s"}}}
    """#,
    "consumers": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true},"username":{"t":"s","unique":true,"len_min":1},
    "custom_id":{"t":"s","unique":true,"len_min":1},"tags":{"t":"e","of":{"t":"s!","len_min":1}}},
    "checks":[{"at_least_one_of":["custom_id","username"]}]}
    """#,
    "filter_chains": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"name":{"t":"s","unique":true},"enabled":{"t":"b!",
    "default":true},"route":{"t":"f","on_delete":"cascade","unique":true,"default":null,"reference":"routes"},
    "service":{"t":"f","on_delete":"cascade","unique":true,"default":null,"reference":"services"},
    "filters":{"t":"a!","len_min":1,"of":{"t":"r","fields":{"name":{"t":"s!","one_of":[],"err":"no such filter"},
    "enabled":{"t":"b!","default":true},"config":{"t":"j?","json_schema":{"parent_subschema_key":"name",
    "default":{"$schema":"http://json-schema.org/draft-04/schema#","type":["string","null"]},
    "namespace":"proxy-wasm-filters","optional":true}}}}},"created_at":{"t":"i","timestamp":true,"auto":true},
    "updated_at":{"t":"i","timestamp":true,"auto":true},"tags":{"t":"e","of":"s!"}},
    "checks":[{"mutually_exclusive":["service","route"]},{"at_least_one_of":["service","route"]},
    {"custom_entity_check":{"run_with_invalid_fields":true,"field_sources":["filters"]}}]}
    """#,
    "hmacauth_credentials": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"consumer":{"t":"f!","on_delete":"cascade","reference":"consumers"},"username":{"t":"s!",
    "len_min":1,"unique":true},"secret":{"t":"s","auto":true,"len_min":1},"tags":{"t":"e","of":"s!"}}}
    """#,
    "jwt_secrets": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"consumer":{"t":"f!","on_delete":"cascade","reference":"consumers"},"key":{"t":"s?","unique":true,
    "auto":true,"len_min":1},"secret":{"t":"s","auto":true,"len_min":1},"rsa_public_key":"s","algorithm":{"t":"s",
    "default":"HS256","len_min":1,"one_of":["HS256","HS384","HS512","RS256","RS384","RS512","ES256","ES384","ES512",
    "PS256","PS384","PS512","EdDSA"]},"tags":{"t":"e","of":"s!"}},
    "checks":[{"conditional":{"if_match":{"match_any":{"patterns":["^RS256$","^RS384$","^RS512$","^PS256$",
    "^PS384$","^PS512$","^EdDSA$"]}},"then_field":"rsa_public_key","if_field":"algorithm",
    "then_match":{"required":true}}}]}
    """#,
    "key_sets": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"name":{"t":"s?","unique":true,"len_min":1},
    "tags":{"t":"e","of":"s!"},"created_at":{"t":"i","timestamp":true,"auto":true},"updated_at":{"t":"i",
    "timestamp":true,"auto":true}}}
    """#,
    "keyauth_credentials": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"consumer":{"t":"f!","on_delete":"cascade","reference":"consumers"},"key":{"t":"s?","unique":true,
    "auto":true,"len_min":1},"tags":{"t":"e","of":{"t":"s!","len_min":1}}}}
    """#,
    "keys": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"set":{"t":"f?","on_delete":"cascade",
    "reference":"key_sets"},"name":{"t":"s?","unique":true,"len_min":1},"kid":{"t":"s!","unique":false,"len_min":1},
    "jwk":{"t":"s","encrypted":true,"referenceable":true},"pem":{"t":"r?","fields":{"private_key":{"t":"s?",
    "encrypted":true,"referenceable":true},"public_key":{"t":"s?","referenceable":true}},
    "checks":[{"at_least_one_of":["private_key","public_key"]}]},"tags":{"t":"e","of":{"t":"s!","len_min":1}},
    "created_at":{"t":"i","timestamp":true,"auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true}},
    "checks":[{"mutually_exclusive":["pem","jwk"]},{"at_least_one_of":["pem","jwk"]},
    {"custom_entity_check":{"field_sources":["jwk","pem","kid"]}}]}
    """#,
    "oauth2_authorization_codes": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,"auto":true},
    "service":{"t":"f","on_delete":"cascade","default":null,"reference":"services"},"credential":{"t":"f!",
    "on_delete":"cascade","reference":"oauth2_credentials"},"code":{"t":"s?","auto":true,"unique":true},
    "authenticated_userid":"s?","scope":"s","challenge":"s?","challenge_method":{"t":"s?","one_of":["S256"]},
    "plugin":{"t":"f","on_delete":"cascade","default":null,"reference":"plugins"}}}
    """#,
    "oauth2_credentials": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,"auto":true},
    "consumer":{"t":"f!","on_delete":"cascade","reference":"consumers"},"name":"s!","client_id":{"t":"s?",
    "auto":true,"unique":true},"client_secret":{"t":"s?","auto":true,"encrypted":true},"hash_secret":{"t":"b!",
    "default":false},"redirect_uris":{"t":"a?","of":"s"},"tags":{"t":"e","of":"s!"},"client_type":{"t":"s!",
    "default":"confidential","one_of":["confidential","public"]}}}
    """#,
    "oauth2_tokens": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,"auto":true},
    "service":{"t":"f","on_delete":"cascade","default":null,"reference":"services"},"credential":{"t":"f!",
    "on_delete":"cascade","reference":"oauth2_credentials"},"token_type":{"t":"s!","default":"bearer",
    "one_of":["bearer"]},"expires_in":"i!","access_token":{"t":"s?","auto":true,"unique":true},
    "refresh_token":{"t":"s?","unique":true},"authenticated_userid":"s?","scope":"s"}}
    """#,
    "parameters": #"""
    {"fields":{"created_at":{"t":"i","timestamp":true,"auto":true},"key":{"t":"s!","unique":true},"value":"s!"}}
    """#,
    "plugins": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"name":{"t":"s!","len_min":1},
    "instance_name":{"t":"s","unique":true,"len_min":1},"created_at":{"t":"i","timestamp":true,"auto":true},
    "updated_at":{"t":"i","timestamp":true,"auto":true},"route":{"t":"f","default":null,"on_delete":"cascade",
    "reference":"routes"},"service":{"t":"f","default":null,"on_delete":"cascade","reference":"services"},
    "consumer":{"t":"f","default":null,"on_delete":"cascade","reference":"consumers"},"config":{"t":"r",
    "abstract":true},"protocols":{"t":"e!","default":["grpc","grpcs","http","https"],"of":{"t":"s","one_of":["grpc",
    "grpcs","http","https","tcp","tls","tls_passthrough","udp"]}},"enabled":{"t":"b!","default":true},
    "tags":{"t":"e","of":{"t":"s!","len_min":1}}}}
    """#,
    "routes": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true},"name":{"t":"s","unique":true,"len_min":1},
    "protocols":{"t":"e!","len_min":1,"default":["http","https"],"of":{"t":"s!","len_min":1,"one_of":["grpc",
    "grpcs","http","https","tcp","tls","tls_passthrough","udp"]},"mutually_exclusive_subsets":[["http","https"],
    ["tcp","tls","udp"],["tls_passthrough"],["grpc","grpcs"]]},"https_redirect_status_code":{"t":"i!","default":426,
    "one_of":[426,301,302,307,308]},"strip_path":{"t":"b!","default":true},"preserve_host":{"t":"b!",
    "default":false},"request_buffering":{"t":"b!","default":true},"response_buffering":{"t":"b!","default":true},
    "tags":{"t":"e","of":"s!"},"service":{"t":"f","reference":"services"},"snis":{"t":"e","of":"s"},
    "sources":{"t":"e","of":{"t":"r","fields":{"ip":"s","port":{"t":"i","between":[0,65535]}},
    "checks":[{"at_least_one_of":["ip","port"]}]}},"destinations":{"t":"e","of":{"t":"r","fields":{"ip":"s",
    "port":{"t":"i","between":[0,65535]}},"checks":[{"at_least_one_of":["ip","port"]}]}},"methods":{"t":"e",
    "of":{"t":"s","match":"^%u+$"}},"hosts":{"t":"a","of":{"t":"s","match_any":{"patterns":["^%*%.","%.%*$",
    "^[^*]*$"],"err":"invalid wildcard: must be placed at leftmost or rightmost label"},
    "match_all":[{"pattern":"^[^*]*%*?[^*]*$","err":"invalid wildcard: must have at most one wildcard"}]}},
    "paths":{"t":"a","of":{"t":"s!","match_none":[{"pattern":"//","err":"must not have empty segments"}],
    "match_any":{"patterns":["^/","^~/"],"err":"should start with: / (fixed path) or ~/ (regex path)"},
    "len_min":1}},"headers":{"t":"m","keys":{"t":"s","match_none":[{"pattern":"^[Hh][Oo][Ss][Tt]$",
    "err":"cannot contain 'host' header, which must be specified in the 'hosts' attribute"}]},"values":{"t":"a",
    "of":"s"}},"regex_priority":{"t":"i","default":0},"path_handling":{"t":"s","len_min":1,"default":"v0",
    "one_of":["v0","v1"]}},"checks":[{"conditional":{"if_match":{"elements":{"type":"string","not_one_of":["grpcs",
    "https","tls","tls_passthrough"],"len_min":1,"required":true}},"then_field":"snis","if_field":"protocols",
    "then_match":{"len_eq":0},
    "then_err":"'snis' can only be set when 'protocols' is 'grpcs', 'https', 'tls' or 'tls_passthrough'"}},
    {"custom_entity_check":{"field_sources":["path_handling"]}},
    {"custom_entity_check":{"run_with_missing_fields":true,"field_sources":["id","protocols","snis","sources",
    "destinations","methods","hosts","paths","headers","expression","regex_priority","priority"]}}]}
    """#,
    "services": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true},"name":{"t":"s","unique":true,"len_min":1},
    "retries":{"t":"i","between":[0,32767],"default":5},"protocol":{"t":"s!","len_min":1,"default":"http",
    "one_of":["grpc","grpcs","http","https","tcp","tls","tls_passthrough","udp"]},"host":{"t":"s!","len_min":1},
    "port":{"t":"i!","default":80,"between":[0,65535]},"path":{"t":"s","match_none":[{"pattern":"//",
    "err":"must not have empty segments"}],"len_min":1,"starts_with":"/"},"connect_timeout":{"t":"i",
    "default":60000,"between":[1,2147483646]},"write_timeout":{"t":"i","default":60000,"between":[1,2147483646]},
    "read_timeout":{"t":"i","default":60000,"between":[1,2147483646]},"tags":{"t":"e","of":{"t":"s!","len_min":1}},
    "client_certificate":{"t":"f","reference":"certificates"},"tls_verify":"b","tls_verify_depth":{"t":"i",
    "between":[0,64],"default":null},"ca_certificates":{"t":"a","of":{"t":"s","uuid":true}},"enabled":{"t":"b!",
    "default":true}},"checks":[{"conditional":{"if_match":{"one_of":["tcp","tls","udp","grpc","grpcs"]},
    "then_field":"path","if_field":"protocol","then_match":{"eq":null}}},
    {"conditional":{"if_match":{"not_one_of":["https","tls"]},"then_field":"client_certificate",
    "if_field":"protocol","then_match":{"eq":null}}},{"conditional":{"if_match":{"not_one_of":["https","tls"]},
    "then_field":"tls_verify","if_field":"protocol","then_match":{"eq":null}}},
    {"conditional":{"if_match":{"not_one_of":["https","tls"]},"then_field":"tls_verify_depth","if_field":"protocol",
    "then_match":{"eq":null}}},{"conditional":{"if_match":{"not_one_of":["https","tls"]},
    "then_field":"ca_certificates","if_field":"protocol","then_match":{"eq":null}}}]}
    """#,
    "sessions": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"session_id":{"t":"s!","unique":true},"expires":"i",
    "data":"s","created_at":{"t":"i","timestamp":true,"auto":true}}}
    """#,
    "snis": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"name":{"t":"s!","unique":true,
    "unique_across_ws":true,"len_min":1},"created_at":{"t":"i","timestamp":true,"auto":true},"updated_at":{"t":"i",
    "timestamp":true,"auto":true},"tags":{"t":"e","of":"s!"},"certificate":{"t":"f!","reference":"certificates"}}}
    """#,
    "tags": #"""
    {"fields":{"tag":{"t":"s!","len_min":1},"entity_name":"s!","entity_id":{"t":"s!","auto":true,"uuid":true}}}
    """#,
    "targets": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"n","timestamp":true,
    "auto":true},"updated_at":{"t":"n","timestamp":true,"auto":true},"upstream":{"t":"f!","on_delete":"cascade",
    "reference":"upstreams"},"target":{"t":"s!","len_min":1},"weight":{"t":"i","between":[0,65535],"default":100},
    "tags":{"t":"e","of":"s!"}}}
    """#,
    "upstreams": #"""
    {"fields":{"id":{"t":"s","len_min":1,"auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,
    "auto":true},"name":{"t":"s!","unique":true,"len_min":1},"updated_at":{"t":"i","timestamp":true,"auto":true},
    "algorithm":{"t":"s","len_min":1,"default":"round-robin","one_of":["consistent-hashing","least-connections",
    "round-robin","latency"]},"hash_on":{"t":"s","default":"none","len_min":1,"one_of":["none","consumer","ip",
    "header","cookie","path","query_arg","uri_capture"]},"hash_fallback":{"t":"s","default":"none","len_min":1,
    "one_of":["none","consumer","ip","header","cookie","path","query_arg","uri_capture"]},"hash_on_header":"s",
    "hash_fallback_header":"s","hash_on_cookie":"s","hash_on_cookie_path":{"t":"s","match_none":[{"pattern":"//",
    "err":"must not have empty segments"}],"len_min":1,"starts_with":"/","default":"/"},
    "hash_on_query_arg":{"t":"s","len_min":1},"hash_fallback_query_arg":{"t":"s","len_min":1},
    "hash_on_uri_capture":{"t":"s","len_min":1},"hash_fallback_uri_capture":{"t":"s","len_min":1},"slots":{"t":"i",
    "between":[10,65536],"default":10000},"healthchecks":{"t":"r!","default":{"active":{"http_path":"/",
    "healthy":{"http_statuses":[200,302],"interval":0,"successes":0},"concurrency":10,"type":"http",
    "unhealthy":{"http_statuses":[429,404,500,501,502,503,504,505],"interval":0,"timeouts":0,"http_failures":0,
    "tcp_failures":0},"https_verify_certificate":true,"timeout":1},"passive":{"type":"http",
    "healthy":{"http_statuses":[200,201,202,203,204,205,206,207,208,226,300,301,302,303,304,305,306,307,308],
    "successes":0},"unhealthy":{"http_statuses":[429,500,503],"tcp_failures":0,"timeouts":0,"http_failures":0}}},
    "fields":{"active":{"t":"r!","default":{"http_path":"/","healthy":{"http_statuses":[200,302],"interval":0,
    "successes":0},"concurrency":10,"type":"http","unhealthy":{"http_statuses":[429,404,500,501,502,503,504,505],
    "interval":0,"timeouts":0,"http_failures":0,"tcp_failures":0},"https_verify_certificate":true,"timeout":1},
    "fields":{"timeout":{"t":"n","default":1,"between":[0,65535]},"healthy":{"t":"r!",
    "default":{"http_statuses":[200,302],"interval":0,"successes":0},"fields":{"http_statuses":{"t":"a",
    "default":[200,302],"of":{"t":"i","between":[100,999]}},"interval":{"t":"n","default":0,"between":[0,65535]},
    "successes":{"t":"i","default":0,"between":[0,255]}}},"concurrency":{"t":"i","default":10,"between":[1,
    2147483648]},"headers":{"t":"m?","keys":"s","values":{"t":"a","of":"s"}},"http_path":{"t":"s",
    "match_none":[{"pattern":"//","err":"must not have empty segments"}],"starts_with":"/","default":"/"},
    "https_sni":"s?","https_verify_certificate":{"t":"b!","default":true},"type":{"t":"s","default":"http",
    "one_of":["tcp","http","https","grpc","grpcs"]},"unhealthy":{"t":"r!","default":{"http_statuses":[429,404,500,
    501,502,503,504,505],"interval":0,"timeouts":0,"http_failures":0,"tcp_failures":0},
    "fields":{"http_statuses":{"t":"a","default":[429,404,500,501,502,503,504,505],"of":{"t":"i","between":[100,
    999]}},"interval":{"t":"n","default":0,"between":[0,65535]},"timeouts":{"t":"i","default":0,"between":[0,255]},
    "http_failures":{"t":"i","default":0,"between":[0,255]},"tcp_failures":{"t":"i","default":0,"between":[0,
    255]}}}}},"passive":{"t":"r!","default":{"type":"http","healthy":{"http_statuses":[200,201,202,203,204,205,206,
    207,208,226,300,301,302,303,304,305,306,307,308],"successes":0},"unhealthy":{"http_statuses":[429,500,503],
    "tcp_failures":0,"timeouts":0,"http_failures":0}},"fields":{"type":{"t":"s","default":"http","one_of":["tcp",
    "http","https","grpc","grpcs"]},"healthy":{"t":"r!","default":{"http_statuses":[200,201,202,203,204,205,206,207,
    208,226,300,301,302,303,304,305,306,307,308],"successes":0},"fields":{"http_statuses":{"t":"a","default":[200,
    201,202,203,204,205,206,207,208,226,300,301,302,303,304,305,306,307,308],"of":{"t":"i","between":[100,999]}},
    "successes":{"t":"i","default":0,"between":[0,255]}}},"unhealthy":{"t":"r!","default":{"http_statuses":[429,500,
    503],"tcp_failures":0,"timeouts":0,"http_failures":0},"fields":{"http_statuses":{"t":"a","default":[429,500,
    503],"of":{"t":"i","between":[100,999]}},"tcp_failures":{"t":"i","default":0,"between":[0,255]},
    "timeouts":{"t":"i","default":0,"between":[0,255]},"http_failures":{"t":"i","default":0,"between":[0,255]}}}}},
    "threshold":{"t":"n","default":0,"between":[0,100]}}},"tags":{"t":"e","of":"s!"},"host_header":"s",
    "client_certificate":{"t":"f","reference":"certificates"},"use_srv_name":{"t":"b","default":false}},
    "checks":[{"conditional":{"if_match":{"match":"^header$"},"then_field":"hash_on_header","if_field":"hash_on",
    "then_match":{"required":true}}},{"conditional":{"if_match":{"match":"^header$"},
    "then_field":"hash_fallback_header","if_field":"hash_fallback","then_match":{"required":true}}},
    {"conditional":{"if_match":{"match":"^cookie$"},"then_field":"hash_on_cookie","if_field":"hash_on",
    "then_match":{"required":true}}},{"conditional":{"if_match":{"match":"^cookie$"},"then_field":"hash_on_cookie",
    "if_field":"hash_fallback","then_match":{"required":true}}},{"conditional":{"if_match":{"match":"^none$"},
    "then_field":"hash_fallback","if_field":"hash_on","then_match":{"one_of":["none"]}}},
    {"conditional":{"if_match":{"match":"^cookie$"},"then_field":"hash_fallback","if_field":"hash_on",
    "then_match":{"one_of":["none"]}}},{"conditional":{"if_match":{"match":"^consumer$"},
    "then_field":"hash_fallback","if_field":"hash_on","then_match":{"one_of":["none","ip","header","cookie","path",
    "query_arg","uri_capture"]}}},{"conditional":{"if_match":{"match":"^ip$"},"then_field":"hash_fallback",
    "if_field":"hash_on","then_match":{"one_of":["none","consumer","header","cookie","path","query_arg",
    "uri_capture"]}}},{"conditional":{"if_match":{"match":"^path$"},"then_field":"hash_fallback",
    "if_field":"hash_on","then_match":{"one_of":["none","consumer","header","cookie","query_arg","ip",
    "uri_capture"]}}},{"distinct":["hash_on_header","hash_fallback_header"]},
    {"conditional":{"if_match":{"match":"^query_arg$"},"then_field":"hash_on_query_arg","if_field":"hash_on",
    "then_match":{"required":true}}},{"conditional":{"if_match":{"match":"^query_arg$"},
    "then_field":"hash_fallback_query_arg","if_field":"hash_fallback","then_match":{"required":true}}},
    {"distinct":["hash_on_query_arg","hash_fallback_query_arg"]},
    {"conditional":{"if_match":{"match":"^uri_capture$"},"then_field":"hash_on_uri_capture","if_field":"hash_on",
    "then_match":{"required":true}}},{"conditional":{"if_match":{"match":"^uri_capture$"},
    "then_field":"hash_fallback_uri_capture","if_field":"hash_fallback","then_match":{"required":true}}},
    {"distinct":["hash_on_uri_capture","hash_fallback_uri_capture"]}]}
    """#,
    "vaults": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"prefix":{"t":"s!","unique":true,
    "match":"^[a-z][a-z%d-]-[a-z%d]+$","unique_across_ws":true,"not_one_of":["env"],"len_min":1},"name":"s!",
    "description":"s","config":{"t":"r","abstract":true},"created_at":{"t":"i","timestamp":true,"auto":true},
    "updated_at":{"t":"i","timestamp":true,"auto":true},"tags":{"t":"e","of":"s!"}}}
    """#,
    "workspaces": #"""
    {"fields":{"id":{"t":"s","auto":true,"uuid":true},"name":{"t":"s!","unique":true,"not_one_of":["workspaces",
    "consumers","certificates","services","routes","snis","upstreams","targets","plugins","tags","ca_certificates",
    "clustering_data_planes","parameters","vaults","key_sets","keys","filter_chains"],"len_min":1},"comment":"s",
    "created_at":{"t":"i","timestamp":true,"auto":true},"updated_at":{"t":"i","timestamp":true,"auto":true},
    "meta":{"t":"r!","fields":{}},"config":{"t":"r!","fields":{}}}}
    """#,
  ]
}
