--- `:HousestyleCheckWorkspace`: every document of the folders that the server has open, not only those in buffers.
local M = {}

local command = 'housestyle.checkWorkspace'

---@param count integer
---@param noun string
local function counted(count, noun)
  return ('%d %s%s'):format(count, noun, count == 1 and '' or 's')
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
      -- What the server published last may not have been read yet.
      vim.schedule(function()
        vim.diagnostic.setqflist({ title = 'Housestyle', open = true })
      end)
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
