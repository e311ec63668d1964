--- `:HousestyleCheckWorkspace`: every document of the folders that the server has open, not only those in buffers.
local M = {}

local command = 'housestyle.checkWorkspace'

---@param count integer
---@param noun string
local function counted(count, noun)
  return ('%d %s%s'):format(count, noun, count == 1 and '' or 's')
end

local function list()
  vim.diagnostic.setqflist({ title = 'Housestyle', open = true })
end

--- Calls `done` when all that was found is known here.
local function when_known(client, done)
  local buffer = next(client.attached_buffers)
  if not client.server_capabilities.diagnosticProvider or not buffer then
    -- What the server published last may not have been read yet.
    return vim.schedule(done)
  end
  -- A client that asks for diagnostics gets those of other files beside those of one that is open.
  local method = 'textDocument/diagnostic'
  local asked = { textDocument = { uri = vim.uri_from_bufnr(buffer) } }
  client:request(method, asked, function(failure, report, context)
    vim.lsp.handlers[method](failure, report, context)
    vim.schedule(done)
  end, buffer)
end

--- Has the server check everything; findings are diagnostics of their files, and stand in the quickfix list afterwards.
function M.check()
  local client = vim.lsp.get_clients({ name = 'housestyle' })[1]
  if not client then
    return vim.notify('Housestyle is not at work: open a Markdown or text file first', vim.log.levels.WARN)
  end
  local function answered(failure, summary)
    if failure or not summary then
      return vim.notify(failure and failure.message or 'Housestyle gave no answer', vim.log.levels.ERROR)
    end
    vim.notify(('Housestyle: %s in %s'):format(counted(summary.findings, 'finding'), counted(summary.files, 'file')))
    if summary.findings > 0 then
      when_known(client, list)
    end
  end
  local asked = { command = command }
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', asked, answered)
  else
    client.request('workspace/executeCommand', asked, answered)
  end
end

return M
