--- The plugin and the server in a real Neovim: `nvim --clean --headless -l test.lua`, started by run.sh.
--- One line a check, `ok …` or `FAIL …`; exit status 1 if any failed.
---
--- HOUSESTYLE_BIN        the program under test; without it a server that never says anything takes its place
--- HOUSESTYLE_ENCODING   the one position encoding that the client offers: utf-8, utf-16 or utf-32
--- HOUSESTYLE_WAIT       milliseconds to wait for what is expected
local here = vim.fs.dirname(vim.uv.fs_realpath(arg[0]))
local program = vim.env.HOUSESTYLE_BIN
local encoding = vim.env.HOUSESTYLE_ENCODING or 'utf-8'
local patience = tonumber(vim.env.HOUSESTYLE_WAIT or 20000)
local severity = vim.diagnostic.severity
local failed = false

local function check(name, passed, detail)
  failed = failed or not passed
  io.stdout:write(passed and 'ok ' or 'FAIL ', name, not passed and detail and ': ' .. vim.inspect(detail) or '', '\n')
end

local function finish()
  os.exit(failed and 1 or 0)
end

local function eventually(condition)
  return (vim.wait(patience, condition, 20))
end

-- A folder of its own, so that the tests may edit the configuration.
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
vim.fn.system({ 'cp', '-R', vim.fs.joinpath(here, 'workspace') .. '/.', folder })

-- The plugin, as a plugin manager would install it.
local plugin = vim.fs.dirname(here)
vim.opt.runtimepath:append(plugin)
vim.cmd('filetype plugin on')

--- Answers what it must and publishes nothing: with it, this file has to fail.
local function silent(dispatchers)
  local closed = false
  return {
    request = function(method, _, answer)
      answer(nil, method == 'initialize' and { capabilities = {} } or nil)
      return true, 1
    end,
    notify = function(method)
      closed = closed or method == 'exit'
      if closed then
        dispatchers.on_exit(0, 0)
      end
      return true
    end,
    is_closing = function()
      return closed
    end,
    terminate = function()
      closed = true
    end,
  }
end

local ended ---@type { code: integer, signal: integer }?
local changes = {
  cmd = program and { program, 'lsp' } or silent,
  settings = { housestyle = { highlights = true } },
  capabilities = { general = { positionEncodings = { encoding } } },
  on_exit = function(code, signal)
    ended = { code = code, signal = signal }
  end,
}
if vim.lsp.enable then
  vim.lsp.config('housestyle', changes)
  vim.lsp.enable('housestyle')
else
  require('housestyle').enable(changes)
end

--- What a reader sees marked: line, the words under the mark, severity, rule.
local function findings(buffer)
  local list = vim.diagnostic.get(buffer)
  table.sort(list, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return vim.tbl_map(function(d)
    -- Until the server has answered an edit, a range may lie outside the text.
    local there, words = pcall(vim.api.nvim_buf_get_text, buffer, d.lnum, d.col, d.end_lnum, d.end_col, {})
    return ('%d %s %s %s'):format(d.lnum + 1, severity[d.severity], d.code, there and table.concat(words, '↵') or '?')
  end, list)
end

local function expect(name, buffer, wanted)
  eventually(function()
    return vim.deep_equal(findings(buffer), wanted)
  end)
  local got = findings(buffer)
  check(name, vim.deep_equal(got, wanted), { wanted = wanted, got = got })
end

local function line(buffer, number)
  return vim.api.nvim_buf_get_lines(buffer, number - 1, number, true)[1]
end

--- Puts the cursor on the `nth` place of `words` in a line, as a reader would before asking about them.
local function point_at(buffer, number, words, nth)
  local from = 0
  for _ = 1, nth or 1 do
    from = assert(line(buffer, number):find(words, from + 1, true))
  end
  vim.api.nvim_win_set_buf(0, buffer)
  vim.api.nvim_win_set_cursor(0, { number, from - 1 })
end

--- Replaces `old` by `new` in a line, as one edit of the smallest range.
local function edit(buffer, number, old, new)
  local from, to = line(buffer, number):find(old, 1, true)
  vim.api.nvim_buf_set_text(buffer, number - 1, from - 1, number - 1, to, vim.split(new, '\n'))
end

--- Runs the first code action whose title `wanted` accepts, by the function that `gra` calls.
local function act(wanted, kind)
  local titles = {}
  vim.lsp.buf.code_action({
    apply = true,
    context = kind and { only = { kind }, diagnostics = {} },
    filter = function(action)
      titles[#titles + 1] = action.title
      return wanted(action.title)
    end,
  })
  return titles
end

local function hover_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
    end
  end
end

--- Opens a file of the folder; returns its buffer once the server has been told.
local function open(...)
  vim.cmd.edit(vim.fs.joinpath(folder, ...))
  local buffer = vim.api.nvim_get_current_buf()
  eventually(function()
    return #vim.lsp.get_clients({ bufnr = buffer, name = 'housestyle' }) == 1
  end)
  return buffer
end

-- On opening.
local article = open('article.md')
if not eventually(function()
  return #vim.diagnostic.get(article) > 0
end) then
  check('diagnostics on opening', false, 'no diagnostics')
  finish()
end
expect('diagnostics on opening', article, {
  '3 WARN desk.plain-words utilise',
  '3 WARN desk.plain-words utilise',
  '5 ERROR desk.loaded-epithets puppet regime',
  '5 INFO desk.padding at the end of the day',
})
local function painted(buffer)
  local namespace = vim.api.nvim_get_namespaces()['housestyle.highlights']
  local marks = namespace and vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true }) or {}
  return vim.tbl_map(function(mark)
    local words = vim.api.nvim_buf_get_text(buffer, mark[2], mark[3], mark[4].end_row, mark[4].end_col, {})
    return mark[4].hl_group .. ' ' .. table.concat(words, '↵')
  end, marks)
end
local paint = {
  'HousestyleTeal utilise',
  'HousestyleTeal utilise',
  'HousestyleTeal puppet regime',
  'HousestyleTeal at the end of the day',
}
eventually(function()
  return vim.deep_equal(painted(article), paint)
end)
check('what is found is painted in the colour of its style', vim.deep_equal(painted(article), paint), painted(article))
local client = vim.lsp.get_clients({ bufnr = article, name = 'housestyle' })[1]
check('the encoding is the one offered', client.offset_encoding == encoding, client.offset_encoding)
check('the root is the folder of the configuration', client.root_dir == folder, client.root_dir)
local epithet = vim.diagnostic.get(article, { severity = severity.ERROR })[1]
check('the source is named', epithet.source == 'housestyle', epithet.source)
check('the message is the rule’s', epithet.message == '‘puppet regime’ is a loaded epithet.', epithet.message)
local link = vim.tbl_get(epithet, 'user_data', 'lsp', 'codeDescription', 'href')
check('the rule’s link is passed on', link == 'https://example.org/style/epithets', link)

-- Asking why.
point_at(article, 5, 'regime')
vim.lsp.buf.hover()
eventually(function()
  return hover_text() ~= nil
end)
local shown = hover_text() or ''
for _, part in ipairs({
  { 'the message', 'is a loaded epithet' },
  { 'the reason', 'Say who calls it that' },
  { 'whom to ask', 'foreign desk' },
  { 'the rule', 'desk.loaded-epithets' },
  { 'where it is defined', 'desk.toml' },
}) do
  check('hover shows ' .. part[1], shown:find(part[2], 1, true) ~= nil, shown)
end
vim.cmd('fclose!')

-- Editing above, beside and inside.
vim.api.nvim_buf_set_lines(article, 0, 0, true, { 'Filed on Monday.', '' })
expect('diagnostics move with an edit above', article, {
  '5 WARN desk.plain-words utilise',
  '5 WARN desk.plain-words utilise',
  '7 ERROR desk.loaded-epithets puppet regime',
  '7 INFO desk.padding at the end of the day',
})
edit(article, 5, 'utilise two', '😀👩‍🚀 utilise two')
edit(article, 7, 'puppet', '🇪🇺 puppet')
expect('diagnostics are right after an emoji', article, {
  '5 WARN desk.plain-words utilise',
  '5 WARN desk.plain-words utilise',
  '7 ERROR desk.loaded-epithets puppet regime',
  '7 INFO desk.padding at the end of the day',
})
edit(article, 7, 'puppet', 'pup pet')
edit(article, 7, 'a wise step', 'a wise step, and will utilise it')
expect('words that appear and disappear are noticed', article, {
  '5 WARN desk.plain-words utilise',
  '5 WARN desk.plain-words utilise',
  '7 INFO desk.padding at the end of the day',
  '7 WARN desk.plain-words utilise',
})

-- Mending.
vim.cmd('let &undolevels = &undolevels') -- Ends the undo block of the edits above.
point_at(article, 5, 'utilise', 2)
local titles = act(function(title)
  return title:find('use', 1, true) and not title:find('[Aa]ll')
end)
eventually(function()
  return line(article, 5):find('later use a third', 1, true)
end)
check('the quick fix replaces the word', line(article, 5):find('utilise two cranes, 🚢 and later use a third', 1, true) ~= nil, {
  line = line(article, 5),
  titles = titles,
})
expect('the finding is gone after the quick fix', article, {
  '5 WARN desk.plain-words utilise',
  '7 INFO desk.padding at the end of the day',
  '7 WARN desk.plain-words utilise',
})
vim.cmd('silent undo')
expect('undo brings it back', article, {
  '5 WARN desk.plain-words utilise',
  '5 WARN desk.plain-words utilise',
  '7 INFO desk.padding at the end of the day',
  '7 WARN desk.plain-words utilise',
})
point_at(article, 5, 'utilise')
titles = act(function(title)
  return title:find('[Aa]ll')
end)
expect('“fix all of this rule” mends all of them, and nothing else', article, { '7 INFO desk.padding at the end of the day' })
check('the words are the rule’s', line(article, 5):find('use two cranes, 🚢 and later use a third', 1, true) ~= nil, {
  line = line(article, 5),
  titles = titles,
})

vim.cmd('silent undo')
expect('undo brings them back', article, {
  '5 WARN desk.plain-words utilise',
  '5 WARN desk.plain-words utilise',
  '7 INFO desk.padding at the end of the day',
  '7 WARN desk.plain-words utilise',
})
act(function()
  return true
end, 'source.fixAll.housestyle')
expect('“fix everything” mends what needs no choice', article, { '7 INFO desk.padding at the end of the day' })

-- Changing the rules while the article is open and untouched.
vim.cmd('silent write')
local configuration = open('housestyle.toml')
vim.api.nvim_buf_set_lines(configuration, -1, -1, true, { '[rules]', '"desk.padding" = "error"' })
vim.cmd('silent write')
expect('a changed configuration shows at once', article, { '7 ERROR desk.padding at the end of the day' })
local style = open('styles', 'desk.toml')
local rules = table.concat(vim.api.nvim_buf_get_lines(style, 0, -1, true), '\n')
vim.api.nvim_buf_set_lines(style, 0, -1, true, vim.split((rules:gsub('"puppet regime"', '"wise step"')), '\n'))
vim.cmd('silent write')
expect('so does a changed style', article, {
  '7 ERROR desk.padding at the end of the day',
  '7 ERROR desk.loaded-epithets wise step',
})
vim.api.nvim_buf_set_lines(style, 0, -1, true, vim.split((rules:gsub('phrases = %["puppet', 'phrase = ["puppet')), '\n'))
vim.cmd('silent write')
local fault = ''
local told = eventually(function()
  fault = (vim.diagnostic.get(style)[1] or {}).message or ''
  return fault:find('‘phrase’', 1, true) and fault:find('did you mean', 1, true)
end)
check('a fault of a style is shown in the style', told, fault)
expect('the sound rules go on', article, { '7 ERROR desk.padding at the end of the day' })

-- Another program writes the style; the article is saved.
vim.fn.writefile(vim.split(rules, '\n'), vim.fs.joinpath(folder, 'styles', 'desk.toml'))
vim.cmd('silent checktime')
vim.api.nvim_win_set_buf(0, article)
edit(article, 7, 'pup pet', 'puppet')
vim.cmd('silent write')
expect('a style written by another program is read on saving', article, {
  '7 ERROR desk.loaded-epithets puppet regime',
  '7 ERROR desk.padding at the end of the day',
})

-- A style as it is written, before it is saved.
vim.api.nvim_win_set_buf(0, style)
local id
for number = 1, vim.api.nvim_buf_line_count(style) do
  if line(style, number):find('id = "padding"', 1, true) then
    id = number
  end
end
vim.api.nvim_buf_set_lines(style, id, id, true, { 'sevrity = "hint"' })
local function fault_in_style()
  return vim.tbl_filter(function(d)
    return d.message:find('‘sevrity’', 1, true) ~= nil
  end, vim.diagnostic.get(style))[1]
end
check('a fault of a style is shown before it is saved', eventually(fault_in_style), vim.diagnostic.get(style))
vim.api.nvim_win_set_cursor(0, { id + 1, 0 })
act(function(title)
  return title == 'Write severity'
end)
local function mended()
  return line(style, id + 1) == 'severity = "hint"'
end
check('what was meant is written', eventually(mended), line(style, id + 1))
vim.api.nvim_buf_set_lines(style, id, id + 1, true, { 'quo' })
local function offered()
  local params = { textDocument = { uri = vim.uri_from_bufnr(style) }, position = { line = id, character = 3 } }
  local answers = vim.lsp.buf_request_sync(style, 'textDocument/completion', params, 1000) or {}
  local labels = {}
  for _, answer in pairs(answers) do
    for _, item in ipairs(answer.result and answer.result.items or {}) do
      labels[#labels + 1] = item.label
    end
  end
  return vim.tbl_contains(labels, 'quotes')
end
check('keys are offered', eventually(offered))
vim.api.nvim_buf_set_lines(style, id, id + 1, true, {})
local said
local function tried()
  local params = { textDocument = { uri = vim.uri_from_bufnr(style) }, position = { line = id - 1, character = 7 } }
  local answers = vim.lsp.buf_request_sync(style, 'textDocument/hover', params, 2000) or {}
  for _, answer in pairs(answers) do
    said = answer.result and answer.result.contents.value or ''
  end
  return said and said:find('1 hit', 1, true) and said:find('article.md', 1, true)
end
check('a rule is tried on the workspace', eventually(tried), said)
vim.cmd('silent edit!')

-- A file that is not open, checked with all others.
vim.fn.writefile({ 'We utilise it.' }, vim.fs.joinpath(folder, 'other.md'))
vim.cmd.runtime('plugin/housestyle-workspace.lua')
vim.cmd('HousestyleCheckWorkspace')
local function listed()
  return vim.tbl_contains(
    vim.tbl_map(function(item)
      return vim.fs.basename(vim.api.nvim_buf_get_name(item.bufnr)) .. ':' .. item.lnum .. ':' .. item.col
    end, vim.fn.getqflist()),
    'other.md:1:4'
  )
end
check('the whole workspace is checked when it is wanted', eventually(listed), vim.fn.getqflist())
vim.cmd('cclose')

-- The plugin's own part.
vim.cmd('silent checkhealth housestyle')
local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
check('checkhealth finds nothing wrong', health:find('OK', 1, true) and not health:find('ERROR') and not health:find('WARNING'), health)
local elsewhere = vim.fn.tempname()
vim.fn.mkdir(elsewhere, 'p')
vim.fn.writefile({ '[package]' }, vim.fs.joinpath(elsewhere, 'Cargo.toml'))
vim.cmd.edit(vim.fs.joinpath(elsewhere, 'Cargo.toml'))
vim.wait(200)
check('a TOML file of another project starts no server', #vim.lsp.get_clients({ bufnr = 0 }) == 0)

-- Leaving.
if vim.fn.has('nvim-0.11') == 1 then
  client:stop()
else
  client.stop()
end
eventually(function()
  return ended ~= nil
end)
check('the server exits in order', vim.deep_equal(ended, { code = 0, signal = 0 }), ended)
finish()
