#ifndef FAIRLEAD_YAML_SHIM_H
#define FAIRLEAD_YAML_SHIM_H

#include <string.h>
#include <yaml.h>

// What one event says, flattened: Swift would copy libyaml's union for every field it looks at.
typedef struct {
  yaml_event_type_t type;
  const unsigned char *value;
  size_t length;
  const unsigned char *anchor;
  const unsigned char *tag;
  // The style of a scalar.
  yaml_scalar_style_t style;
  // Whether a list or mapping is written in brackets or braces.
  int is_flow;
  // Counted from 0, columns in characters.
  size_t line;
  size_t column;
} fairlead_yaml_view;

// Reads the next event; 0 when the text is malformed. The view is valid until the event is deleted.
static inline int fairlead_yaml_next(yaml_parser_t *parser, yaml_event_t *event, fairlead_yaml_view *view) {
  if (!yaml_parser_parse(parser, event)) return 0;
  view->type = event->type;
  view->line = event->start_mark.line;
  view->column = event->start_mark.column;
  view->value = NULL;
  view->length = 0;
  view->anchor = NULL;
  view->tag = NULL;
  view->is_flow = 0;
  switch (event->type) {
  case YAML_SCALAR_EVENT:
    view->value = event->data.scalar.value;
    view->length = event->data.scalar.length;
    view->anchor = event->data.scalar.anchor;
    view->tag = event->data.scalar.tag;
    view->style = event->data.scalar.style;
    break;
  case YAML_SEQUENCE_START_EVENT:
    view->anchor = event->data.sequence_start.anchor;
    view->tag = event->data.sequence_start.tag;
    view->is_flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    break;
  case YAML_MAPPING_START_EVENT:
    view->anchor = event->data.mapping_start.anchor;
    view->tag = event->data.mapping_start.tag;
    view->is_flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    break;
  case YAML_ALIAS_EVENT:
    view->anchor = event->data.alias.anchor;
    break;
  default:
    break;
  }
  return 1;
}

#endif
