extension EditingCase {
  private static func paths(_ paths: String, prefix: String, _ result: String) -> EditingCase {
    EditingCase(
      name: "puts \(paths) below \(prefix)", arguments: ["namespace", "-p", prefix],
      input: "routes: [{paths: \(paths)}]\n",
      output: "routes: [{paths: \(result)}]\n")
  }

  private static func host(_ flags: String..., route: String, result: String) -> EditingCase {
    EditingCase(
      name: "\(flags.joined(separator: " ")) on \(route)", arguments: ["namespace"] + flags,
      input: "routes: [{\(route)}]\n", output: "routes: [{\(result)}]\n")
  }

  static let namespaces: [EditingCase] = [
    paths("[/, /one, /one/, one, '']", prefix: "/ns", "[/ns, /ns/one, /ns/one/, /ns/one, '/ns/']"),
    paths("[/, /one, '']", prefix: "/ns/", "[/ns/, /ns/one, '/ns/']"),
    paths("[~/, ~/$, ~/one$, ~one]", prefix: "/ns", "[~/ns, ~/ns$, ~/ns/one$, ~/ns/~one]"),
    paths("[~/a, /a]", prefix: "/a.b+c", #"[~/a\.b\+c/a, /a.b+c/a]"#),
    paths("[]", prefix: "/ns", "[/ns]"),
    paths("/one", prefix: "/ns", "/one"),
    EditingCase(
      name: "makes paths", arguments: ["namespace", "--path-prefix=/ns"], input: "routes: [{name: r}]\n",
      output: "routes: [{name: r, paths: [/ns]}]\n"),
    EditingCase(
      name: "shortens the path of the service", arguments: ["namespace", "-p", "/ns"],
      input: "services: [{path: /v1/ns, routes: [{paths: [/a], strip_path: false}]}]\n",
      output: "services: [{path: /v1/, routes: [{paths: [/ns/a], strip_path: false}]}]\n"),
    EditingCase(
      name: "finds the service of a route at the top", arguments: ["namespace", "-p", "/ns"],
      input: "services: [{name: s, path: /ns}]\nroutes: [{paths: [/a], strip_path: false, service: {name: s}}]\n",
      output: "services: [{name: s, path: /}]\nroutes: [{paths: [/ns/a], strip_path: false, service: {name: s}}]\n"),
    EditingCase(
      name: "refuses plugins that are no list", arguments: ["namespace", "-p", "/ns"],
      input: "routes: [{paths: [/a], strip_path: false, plugins: 1}]\n",
      says: "-:1:52: error: 'plugins' is an integer where a list is expected"),
    EditingCase(
      name: "changes the selected routes",
      arguments: ["namespace", "-p", "/ns", "--selector", "$..routes[?@.name=='b']"],
      input: "routes: [{name: a, paths: [/a]}, {name: b, paths: [/b]}] # all\n",
      output: "routes: [{name: a, paths: [/a]}, {name: b, paths: [/ns/b]}] # all\n"),
    EditingCase(
      name: "refuses what is no route", arguments: ["namespace", "-p", "/ns", "--selector", "$.services[*]"],
      input: "services: [{name: s}]\nroutes: [{name: r}]\n",
      says: "-:1:12: error: the selectors mean what is no route: services[0]"),
    EditingCase(
      name: "wants a route", arguments: ["namespace", "-p", "/ns"], input: "services: [{name: s}]\n",
      says: "error: there is no route, or none that the selectors mean"),
    EditingCase(
      name: "does without a route where told", arguments: ["namespace", "-p", "/ns", "--allow-empty-selectors"],
      input: "services: [{name: s}] # one\n", output: "services: [{name: s}] # one\n"),
    EditingCase(
      name: "wants a path", arguments: ["namespace", "-p", "ns"], input: "routes: []\n",
      says: "error: 'ns' is no prefix of paths"),
    EditingCase(
      name: "does nothing where nothing is asked for", arguments: ["namespace", "extra"], input: "a:   1 # one\n",
      output: "a:   1 # one\n"),
    host("--host", "b", "--host", "a", route: "hosts: [a]", result: "hosts: [a, b]"),
    host("--host", "b", "--host", "b", route: "name: r", result: "name: r, hosts: [b]"),
    host("-c", "--host", "b", route: "hosts: [a]", result: "hosts: [b]"),
    host("--clear-hosts", route: "hosts: [a]", result: "hosts: []"),
    host("--clear-hosts", route: "name: r", result: "name: r"),
    host("--host", "b", route: "hosts: a", result: "hosts: a"),
    host("--host", "", route: "name: r", result: "name: r, hosts: [\"\"]"),
    host("-cp", "/x", route: "paths: [/a], hosts: [a]", result: "paths: [/x/a], hosts: []"),
  ]
}
