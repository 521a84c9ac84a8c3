/// The entity kinds of the enterprise edition in the compact form, from what is published of gateway 3.11.
///
/// `plugins` holds only what that edition adds to the kind.
enum EnterpriseEntitySchemas {
  private static let head =
    #""id":{"t":"s","auto":true,"uuid":true},"created_at":{"t":"i","timestamp":true,"auto":true}"#
  private static let times = head + #","updated_at":{"t":"i","timestamp":true,"auto":true}"#
  private static let tags = #""tags":{"t":"e","of":"s!"}"#
  private static let actions = #""actions":{"t":"a!","of":{"t":"s","one_of":["delete","create","update","read"]}}"#

  private static func owned(_ kind: String) -> String {
    #"{"t":"f!","reference":"\#(kind)","on_delete":"cascade"}"#
  }

  private static func scoped(_ kind: String) -> String {
    #"{"t":"f","reference":"\#(kind)","on_delete":"cascade"}"#
  }

  static let texts: [String: String] = [
    "workspaces": #"""
    {"fields":{\#(times),"name":{"t":"s!","unique":true},"comment":"s","meta":{"t":"r!","fields":{"color":"s",
    "thumbnail":"s"}},"config":{"t":"r!","fields":{"portal":{"t":"b!","default":false},"portal_auth":"s",
    "portal_auto_approve":"b","portal_cors_origins":{"t":"a","of":"s"},"portal_token_exp":"i",
    "meta":{"t":"m","keys":"s","values":"s"}}}}}
    """#,
    "consumer_groups": #"{"fields":{\#(times),"name":{"t":"s!","unique":true},\#(tags)}}"#,
    "consumer_group_consumers": #"""
    {"fields":{\#(head),"consumer":\#(owned("consumers")),"consumer_group":\#(owned("consumer_groups"))}}
    """#,
    "consumer_group_plugins": #"""
    {"fields":{\#(times),"consumer_group":\#(owned("consumer_groups")),"name":"s!","config":{"t":"r!",
    "fields":{"window_size":{"t":"a","of":"n"},"limit":{"t":"a","of":"n"},"window_type":{"t":"s",
    "one_of":["fixed","sliding"],"default":"sliding"},"retry_after_jitter_max":{"t":"n","default":0}}}}}
    """#,
    "plugins": #"""
    {"fields":{"consumer_group":{"t":"f","reference":"consumer_groups","on_delete":"cascade"},
    "ordering":{"t":"r","fields":{"before":{"t":"m","keys":{"t":"s","one_of":["access"]},"values":{"t":"a","of":"s"}},
    "after":{"t":"m","keys":{"t":"s","one_of":["access"]},"values":{"t":"a","of":"s"}}}},
    "partials":{"t":"a","of":{"t":"r","fields":{"id":{"t":"s!","uuid":true},"name":"s","path":"s"}}},
    "condition":"s"}}
    """#,
    "partials": #"""
    {"fields":{\#(times),"name":{"t":"s","unique":true},"type":"s!","config":{"t":"r","abstract":true},\#(tags)}}
    """#,
    "rbac_roles": #"""
    {"fields":{\#(times),"name":{"t":"s!","unique":true},"comment":"s","is_default":{"t":"b!","default":false}}}
    """#,
    "rbac_role_endpoints": #"""
    {"fields":{\#(times),"role":\#(owned("rbac_roles")),"workspace":{"t":"s!","default":"default"},"endpoint":"s!",
    \#(actions),"negative":{"t":"b!","default":false},"comment":"s"}}
    """#,
    "rbac_role_entities": #"""
    {"fields":{\#(times),"role":\#(owned("rbac_roles")),"entity_id":"s!","entity_type":"s",
    \#(actions),"negative":{"t":"b!","default":false},"comment":"s"}}
    """#,
    "licenses": #"{"fields":{\#(times),"payload":{"t":"s!","unique":true}}}"#,
    "degraphql_routes": #"""
    {"fields":{\#(times),"service":\#(owned("services")),"methods":{"t":"e","of":"s","default":["GET"]},"uri":"s!",
    "query":"s!"}}
    """#,
    "graphql_ratelimiting_advanced_cost_decoration": #"""
    {"fields":{\#(head),"service":\#(scoped("services")),"type_path":"s!","add_arguments":{"t":"a","of":"s","default":[]},
    "add_constant":{"t":"n","default":1},"mul_arguments":{"t":"a","of":"s","default":[]},
    "mul_constant":{"t":"n","default":1}}}
    """#,
    "mtls_auth_credentials": #"""
    {"fields":{\#(head),"consumer":\#(owned("consumers")),"subject_name":"s!","ca_certificate":{"t":"f",
    "reference":"ca_certificates"},\#(tags)}}
    """#,
    "custom_plugins": #"""
    {"fields":{\#(times),"name":{"t":"s!","unique":true},"schema":"s!","handler":"s!",\#(tags)}}
    """#,
    "cloned_plugins": #"""
    {"fields":{\#(times),"name":{"t":"s!","unique":true},"ref":"s!","priority":"i",\#(tags)}}
    """#,
  ]

  /// What partials of each type are configured with.
  static let partials: [String: String] = [
    "redis-ce": #"""
    {"fields":{"config":{"t":"r!","fields":{"host":"s","port":{"t":"i","default":6379,"between":[0,65535]},
    "timeout":{"t":"i","default":2000,"between":[0,2147483646]},"username":{"t":"s","referenceable":true},
    "password":{"t":"s","encrypted":true,"referenceable":true,"len_min":0},"database":{"t":"i","default":0},
    "ssl":{"t":"b","default":false},"ssl_verify":{"t":"b","default":false},"server_name":"s"}}}}
    """#,
    "redis-ee": #"""
    {"fields":{"config":{"t":"r!","fields":{"host":{"t":"s","default":"127.0.0.1"},
    "port":{"t":"i","default":6379,"between":[0,65535]},
    "connect_timeout":{"t":"i","default":2000,"between":[0,2147483646]},
    "send_timeout":{"t":"i","default":2000,"between":[0,2147483646]},
    "read_timeout":{"t":"i","default":2000,"between":[0,2147483646]},"username":{"t":"s","referenceable":true},
    "password":{"t":"s","encrypted":true,"referenceable":true,"len_min":0},
    "sentinel_username":{"t":"s","referenceable":true},
    "sentinel_password":{"t":"s","encrypted":true,"referenceable":true,"len_min":0},"database":{"t":"i","default":0},
    "keepalive_pool_size":{"t":"i","default":256,"between":[1,2147483646]},
    "keepalive_backlog":{"t":"i","between":[0,2147483646]},"sentinel_master":"s",
    "sentinel_role":{"t":"s","one_of":["any","master","slave"]},
    "sentinel_nodes":{"t":"a","len_min":1,"of":{"t":"r","fields":{"host":{"t":"s!","default":"127.0.0.1"},
    "port":{"t":"i","default":6379,"between":[0,65535]}}}},
    "cluster_nodes":{"t":"a","len_min":1,"of":{"t":"r","fields":{"ip":{"t":"s!","default":"127.0.0.1"},
    "port":{"t":"i","default":6379,"between":[0,65535]}}}},"cluster_max_redirections":{"t":"i","default":5},
    "connection_is_proxied":{"t":"b","default":false},"ssl":{"t":"b","default":false},
    "ssl_verify":{"t":"b","default":false},"server_name":"s"}}}}
    """#,
  ]
}
