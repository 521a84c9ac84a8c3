import Documents
import Testing

@testable import OpenAPITools

/// How entities are called.
@Suite struct NameTests {
  @Test(arguments: [
    ("Orders API", "orders-api", "Orders_API"), ("  Ünïcode --  API__x  ", "unicode-api-x", "Unicode_--_API_x"),
    ("größe", "grosse", "grosse"), ("ちうもん 한글", "tiumon-hangeul", "tiumon_hangeul"), ("Заказы", "zakazy", "Zakazy"),
    ("a.b/c", "a-b-c", "a_b_c"), ("!?", "", ""), ("😀 ok", "ok", "ok"), ("a—b", "a-b", "a_b"),
  ])
  func textsBecomePartsOfNames(text: String, normal: String, inso: String) {
    #expect(Naming(isInso: false).slug(text) == normal)
    #expect(Naming(isInso: true).slug(text) == inso)
  }

  @Test(arguments: [
    ("order-id", "order_id"), ("Item ID", "item_id"), ("_x", "x"), ("9lives", "_9lives"), ("user.name", "user_name"),
    ("--", "_"),
  ])
  func capturesAreNamesThatExpressionsTake(parameter: String, capture: String) {
    #expect(Naming(isInso: false).capture(parameter) == capture)
  }

  @Test(arguments: [
    ("listAllOrders_v2", "list-all-orders-v2"), ("HTTPPutOrder2X", "httpput-order2-x"), ("get-/a/{id}/", "get-a-id"),
    ("list.all", "list.all"), ("Großes Öl", "grosses-ol"),
  ])
  func toolsAreCalledInWords(text: String, name: String) {
    #expect(ToolName.kebab(text) == name)
  }

  @Test func idsAreThoseOfTheNames() {
    #expect(NameBasedID.text("simple-api-overview.service") == "0907c4ab-d9e4-5d21-813b-c57a97eeaad9")
    #expect(NameBasedID.text("simple-api-overview_opsid.route") == "eee036de-517e-59cf-a2e0-17b3adfa31b5")
  }

  @Test func namesAreGivenOnce() {
    let text = """
      openapi: 3.0.3
      info: {title: T}
      servers: [{url: 'https://h'}]
      paths:
        /a: {get: {operationId: x}}
        /b:
          servers: [{url: 'https://b'}]
          get: {operationId: x, servers: [{url: 'https://c'}]}
          put: {operationId: b, servers: [{url: 'https://d'}]}
      """
    let result = Conversion.kong(text) { $0.hasIDs = true }
    let services = result.state?["services"]?.array ?? []
    let routes = services.flatMap { $0["routes"]?.array ?? [] }
    #expect(services.compactMap { $0["name"]?.string } == ["t", "t_b", "t_x_2", "t_b_2"])
    #expect(routes.compactMap { $0["name"]?.string } == ["t_x", "t_x_2", "t_b"])
    #expect(Set((services + routes).compactMap { $0["id"]?.string }).count == 7)
    #expect(result.said == ["8:5 same-name", "9:5 same-name"])
  }

  @Test func aDocumentWithoutNameIsNamedByItsContent() {
    let text = "openapi: 3.0.3\ninfo: {version: '1'}\npaths: {/a: {get: {}}}\n"
    let name = Conversion.kong(text).state?["services"]?.array?.first?["name"]?.string
    #expect(name?.count == 36)
    #expect(Conversion.kong(text).said == ["1:1 no-name"])
    #expect(Conversion.kong("# said\n" + text).state == Conversion.kong(text).state)
    #expect(Conversion.kong(text + "x-more: 1\n").state != Conversion.kong(text).state)
  }
}
