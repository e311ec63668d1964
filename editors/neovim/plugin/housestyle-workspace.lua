if vim.fn.has('nvim-0.10') == 1 then
  vim.api.nvim_create_user_command('HousestyleCheckWorkspace', function()
    require('housestyle.workspace').check()
  end, { desc = 'Check every document of the workspace against the house style' })
end
