--- `:checkhealth housestyle`: is everything there that the server needs, and is it at work?
local health = vim.health
local M = {}

local function check_neovim()
  if vim.fn.has('nvim-0.10') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    health.error('Neovim 0.10 or newer is needed')
  end
end

---@param cmd string[]|function
local function check_program(cmd)
  if type(cmd) ~= 'table' then
    return health.info('The server is started by a function of your own')
  end
  local program = cmd[1]
  if vim.fn.executable(program) == 0 then
    return health.error(('‘%s’ is not a program on your PATH'):format(program), {
      'Install it: cargo install --path . --locked, in the folder of the housestyle sources',
      "Or name it: vim.lsp.config('housestyle', { cmd = { '/path/to/housestyle', 'lsp' } })",
    })
  end
  local answered, answer = pcall(function()
    return vim.system({ program, '--version' }, { text = true, timeout = 5000 }):wait()
  end)
  if answered and answer.code == 0 then
    health.ok(('%s (%s)'):format(vim.trim(answer.stdout), vim.fn.exepath(program)))
  else
    health.error(('‘%s --version’ failed'):format(program))
  end
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = 'housestyle' })
  if #clients == 0 then
    return health.info('No buffer is being checked: open a Markdown or text file')
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    health.ok(('Checking %d buffer%s in %s'):format(buffers, buffers == 1 and '' or 's', client.root_dir or 'no folder'))
  end
end

function M.check()
  health.start('housestyle')
  check_neovim()
  if not vim.lsp.enable then
    check_program(require('housestyle').cmd())
    return check_clients()
  end
  local config = vim.lsp.config.housestyle
  if not config then
    return health.error('lsp/housestyle.lua is not on the runtime path')
  end
  check_program(config.cmd)
  if vim.lsp.is_enabled and not vim.lsp.is_enabled('housestyle') then
    health.warn('Not enabled', { "Add to your init.lua: vim.lsp.enable('housestyle')" })
  end
  check_clients()
end

return M
