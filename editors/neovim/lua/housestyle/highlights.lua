--- Paints what the server found in the colours of its styles. The server sends these places only to clients
--- that ask for it: `settings = { housestyle = { highlights = true } }`.
local M = {}

local namespace = vim.api.nvim_create_namespace('housestyle.highlights')

--- The eight names that a style may choose, for a dark and for a light background.
local colours = {
  amber = { dark = '#5c4400', light = '#ffe2a0' },
  red = { dark = '#6b1f1d', light = '#f9cfcd' },
  pink = { dark = '#6b1f3d', light = '#fbd0df' },
  violet = { dark = '#43246b', light = '#e4d3f7' },
  blue = { dark = '#123f6b', light = '#cbe3fa' },
  teal = { dark = '#004a43', light = '#bfe6e1' },
  green = { dark = '#204d22', light = '#cfe9d0' },
  grey = { dark = '#404040', light = '#dcdcdc' },
}

--- The highlight group of a colour: `HousestyleAmber`. A colour scheme or a user may define it otherwise.
local function group(colour)
  return 'Housestyle' .. colour:sub(1, 1):upper() .. colour:sub(2)
end

-- A buffer that is checked no longer keeps no paint.
vim.api.nvim_create_autocmd('LspDetach', {
  group = vim.api.nvim_create_augroup('housestyle.highlights', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'housestyle' then
      vim.api.nvim_buf_clear_namespace(event.buf, namespace, 0, -1)
    end
  end,
})

local function define()
  for colour, background in pairs(colours) do
    vim.api.nvim_set_hl(0, group(colour), { bg = background[vim.o.background] or background.dark, default = true })
  end
end

--- The byte in its line of a column as the server counts it; both from 0.
local function byte(buffer, position, encoding)
  local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ''
  if encoding == 'utf-8' then
    return math.min(position.character, #line)
  end
  if vim.fn.has('nvim-0.11') == 1 then
    return vim.str_byteindex(line, encoding, position.character, false)
  end
  local counted, column = pcall(vim.str_byteindex, line, position.character, encoding == 'utf-16')
  return counted and column or #line
end

--- The handler of `housestyle/highlights`.
function M.paint(_, highlights, context)
  local buffer = vim.uri_to_bufnr(highlights.uri)
  local client = vim.lsp.get_client_by_id(context.client_id)
  -- Of an older version: what is shown moves with the text until the newer ones come.
  if not client or not vim.api.nvim_buf_is_loaded(buffer) or vim.lsp.util.buf_versions[buffer] ~= highlights.version then
    return
  end
  define()
  vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
  for _, highlight in ipairs(highlights.ranges) do
    local from, to = highlight.range.start, highlight.range['end']
    vim.api.nvim_buf_set_extmark(buffer, namespace, from.line, byte(buffer, from, client.offset_encoding), {
      end_row = to.line,
      end_col = byte(buffer, to, client.offset_encoding),
      hl_group = group(highlight.colour),
      strict = false,
    })
  end
end

return M
