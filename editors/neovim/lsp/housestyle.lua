--- Starts `housestyle lsp` for prose, and for the configuration and style files that belong to it.
--- Enabled by `vim.lsp.enable('housestyle')`; any field is changed by `vim.lsp.config('housestyle', { … })`.
--- All rules live in `housestyle.toml` and its styles: nothing here says what is good prose.

--- Prose is checked anywhere, without a configuration too.
local prose = { markdown = true, text = true }

---@type vim.lsp.Config
return {
  cmd = { 'housestyle', 'lsp' },
  filetypes = { 'markdown', 'text', 'toml', 'csv', 'tsv' },
  root_dir = function(buffer, start)
    -- The server's own search for a configuration stops at `.git` too.
    local root = vim.fs.root(buffer, function(name)
      return name == 'housestyle.toml' or name == '.git'
    end)
    local configured = root and vim.uv.fs_stat(vim.fs.joinpath(root, 'housestyle.toml'))
    -- A TOML file or a table is of interest only where it may be a style: `Cargo.toml` in a project
    -- without house style must not start a server.
    if configured or prose[vim.bo[buffer].filetype] then
      start(root)
    end
  end,
  -- The protocol's name of plain text is not Neovim's.
  get_language_id = function(_, filetype)
    return filetype == 'text' and 'plaintext' or filetype
  end,
  handlers = {
    ['housestyle/highlights'] = function(...)
      require('housestyle.highlights').paint(...)
    end,
  },
}
