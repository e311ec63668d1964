--- `require('housestyle').enable()` does what `vim.lsp.enable('housestyle')` does, in Neovim 0.10 too.
local M = {}

--- The configuration in `lsp/housestyle.lua`, with what the user wants otherwise.
local function configuration(changes)
  local file = vim.api.nvim_get_runtime_file('lsp/housestyle.lua', false)[1]
  local config = vim.tbl_deep_extend('force', dofile(file), changes)
  config.name = 'housestyle'
  config.capabilities = vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), config.capabilities or {})
  return config
end

local enabled ---@type table? What Neovim 0.10 was told.

--- The command that starts the server in Neovim 0.10, for `:checkhealth`.
function M.cmd()
  return (enabled or configuration({})).cmd
end

--- Starts the server for every buffer of the right kind, those that are open and those that will be.
---@param changes? table Fields of `lsp/housestyle.lua` that are to be otherwise: |housestyle-settings|.
function M.enable(changes)
  if vim.lsp.enable then
    vim.lsp.config('housestyle', changes or {})
    vim.lsp.enable('housestyle')
    return
  end
  local config = configuration(changes or {})
  enabled = config
  local function attach(buffer)
    if vim.bo[buffer].buftype ~= '' then
      return
    end
    config.root_dir(buffer, function(root)
      local here = vim.tbl_extend('force', config, {})
      here.root_dir = root
      vim.lsp.start(here, { bufnr = buffer })
    end)
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('housestyle', {}),
    pattern = config.filetypes,
    callback = function(event)
      attach(event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(config.filetypes, vim.bo[buffer].filetype) then
      attach(buffer)
    end
  end
end

return M
