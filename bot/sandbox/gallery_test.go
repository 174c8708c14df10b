package sandbox_test

// everything is a message with each kind of block and of thing to press that
// this Slack draws outside forms.
const everything = `[
 {"type":"header","text":{"type":"plain_text","text":"Everything"}},
 {"type":"section","text":{"type":"mrkdwn","text":"*Bold*, _slanted_, ~struck~, ` + "`code`" + `, <https://www.example.org|a link>, <@U0PARTNR1>, <#C0GENERAL>\n> quoted\n` + "```block```" + `"},
  "accessory":{"type":"button","action_id":"b","text":{"type":"plain_text","text":"Open"},"accessibility_label":"Open everything"}},
 {"type":"section","fields":[{"type":"mrkdwn","text":"*Due*\n14 March 2027"},{"type":"plain_text","text":"Owner\nBeth"}],
  "accessory":{"type":"overflow","action_id":"o","options":[{"text":{"type":"plain_text","text":"History"},"value":"h"},{"text":{"type":"plain_text","text":"Still right"},"value":"s"}]}},
 {"type":"divider"},
 {"type":"image","image_url":"https://www.example.org/map.png","alt_text":"A map of the borough","title":{"type":"plain_text","text":"The borough"}},
 {"type":"context","elements":[{"type":"mrkdwn","text":"As at 10 March 2027"},{"type":"image","image_url":"https://www.example.org/i.png","alt_text":"A seal"}]},
 {"type":"rich_text","elements":[
  {"type":"rich_text_section","elements":[{"type":"text","text":"Words ","style":{"italic":true}},{"type":"user","user_id":"U0PARTNR1"}]},
  {"type":"rich_text_list","style":"ordered","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"first"}]},{"type":"rich_text_section","elements":[{"type":"text","text":"second"}]}]},
  {"type":"rich_text_quote","elements":[{"type":"text","text":"said"}]},
  {"type":"rich_text_preformatted","elements":[{"type":"text","text":"as it stands"}]}]},
 {"type":"actions","block_id":"a","elements":[
  {"type":"button","action_id":"p","style":"primary","text":{"type":"plain_text","text":"Do it"}},
  {"type":"button","action_id":"d","style":"danger","text":{"type":"plain_text","text":"Take away"},
   "confirm":{"title":{"type":"plain_text","text":"Take it away?"},"text":{"type":"plain_text","text":"It can be undone for a day."},"confirm":{"type":"plain_text","text":"Take away"},"deny":{"type":"plain_text","text":"Keep"}}},
  {"type":"static_select","action_id":"s","placeholder":{"type":"plain_text","text":"Go to"},"options":[{"text":{"type":"plain_text","text":"Schemes"},"value":"s"}]},
  {"type":"users_select","action_id":"u","placeholder":{"type":"plain_text","text":"A person"}},
  {"type":"external_select","action_id":"e","min_query_length":0,"placeholder":{"type":"plain_text","text":"Type a name"}},
  {"type":"datepicker","action_id":"day","placeholder":{"type":"plain_text","text":"A day"}},
  {"type":"timepicker","action_id":"time","placeholder":{"type":"plain_text","text":"A time"}},
  {"type":"checkboxes","action_id":"c","options":[{"text":{"type":"mrkdwn","text":"*Held*"},"value":"h","description":{"type":"plain_text","text":"by the board"}}]},
  {"type":"radio_buttons","action_id":"r","options":[{"text":{"type":"plain_text","text":"Open"},"value":"o"},{"text":{"type":"plain_text","text":"Closed"},"value":"c"}]}]}]`

// table is a block that stands alone in its message.
const table = `[{"type":"table","rows":[
 [{"type":"raw_text","text":"Scheme"},{"type":"raw_text","text":"Amount"}],
 [{"type":"raw_text","text":"Evening wardens"},{"type":"raw_text","text":"£24,000"}]]}]`

// everyField is a form with each kind of field. It takes no answer until the
// board has a name.
const everyField = `{"type":"modal","callback_id":"every",
 "title":{"type":"plain_text","text":"Every field"},"submit":{"type":"plain_text","text":"Save"},"close":{"type":"plain_text","text":"Leave"},
 "blocks":[
  {"type":"section","text":{"type":"mrkdwn","text":"Do not name victims, suspects or residents."}},
  {"type":"input","block_id":"name","label":{"type":"plain_text","text":"Board"},"hint":{"type":"plain_text","text":"As people call it."},"element":{"type":"plain_text_input","action_id":"v"}},
  {"type":"input","block_id":"sum","optional":true,"label":{"type":"plain_text","text":"Amount"},"element":{"type":"number_input","action_id":"v","is_decimal_allowed":true}},
  {"type":"input","block_id":"mail","optional":true,"label":{"type":"plain_text","text":"Email"},"element":{"type":"email_text_input","action_id":"v"}},
  {"type":"input","block_id":"note","optional":true,"label":{"type":"plain_text","text":"Note"},"element":{"type":"plain_text_input","action_id":"v","multiline":true}},
  {"type":"input","block_id":"day","optional":true,"label":{"type":"plain_text","text":"Day"},"element":{"type":"datepicker","action_id":"v"}},
  {"type":"input","block_id":"time","optional":true,"label":{"type":"plain_text","text":"Time"},"element":{"type":"timepicker","action_id":"v"}},
  {"type":"input","block_id":"kind","optional":true,"label":{"type":"plain_text","text":"Kind"},"element":{"type":"static_select","action_id":"v","options":[{"text":{"type":"plain_text","text":"Ordinary"},"value":"o"},{"text":{"type":"plain_text","text":"Urgent"},"value":"u"}]}},
  {"type":"input","block_id":"state","label":{"type":"plain_text","text":"State"},"element":{"type":"radio_buttons","action_id":"v","options":[{"text":{"type":"plain_text","text":"Planned"},"value":"p"},{"text":{"type":"plain_text","text":"Held"},"value":"h"}]}},
  {"type":"input","block_id":"came","optional":true,"label":{"type":"plain_text","text":"Who came"},"element":{"type":"checkboxes","action_id":"v","options":[{"text":{"type":"plain_text","text":"Beth"},"value":"b"},{"text":{"type":"plain_text","text":"David"},"value":"d"}]}},
  {"type":"input","block_id":"owner","optional":true,"label":{"type":"plain_text","text":"Owner"},"element":{"type":"external_select","action_id":"v","min_query_length":1,"placeholder":{"type":"plain_text","text":"Type a name"}}},
  {"type":"input","block_id":"others","optional":true,"label":{"type":"plain_text","text":"Helpers"},"element":{"type":"multi_external_select","action_id":"v","min_query_length":1}},
  {"type":"input","block_id":"people","optional":true,"label":{"type":"plain_text","text":"Told"},"element":{"type":"multi_users_select","action_id":"v"}},
  {"type":"actions","block_id":"more","elements":[{"type":"button","action_id":"deeper","text":{"type":"plain_text","text":"Add a person"}}]}]}`

// bare is a form of one field under a title.
const bare = `{"type":"modal","callback_id":"bare","title":{"type":"plain_text","text":"TITLE"},"submit":{"type":"plain_text","text":"Add"},
 "blocks":[{"type":"input","block_id":"who","label":{"type":"plain_text","text":"Name"},"element":{"type":"plain_text_input","action_id":"v"}},
 {"type":"actions","block_id":"more","elements":[{"type":"button","action_id":"deeper","text":{"type":"plain_text","text":"Add their office"}}]}]}`
