;;; test.el --- The server in a real Emacs, with Eglot  -*- lexical-binding: t -*-
;; emacs -Q --batch -l test.el, started by run.sh. One line a check, `ok …' or `FAIL …'; exit status 1 if any failed.
;;
;; HOUSESTYLE_BIN        the program under test
;; HOUSESTYLE_WORKSPACE  a copy of the folder with an article and its rules
(require 'eglot)
(require 'flymake)
(require 'jsonrpc)

(defvar failed nil)
(defun check (name passed &optional detail)
  (unless passed (setq failed t))
  (princ (if passed (format "ok %s\n" name) (format "FAIL %s: %S\n" name detail))))
(defun finish () (kill-emacs (if failed 1 0)))

(defun eventually (condition)
  "Wait until CONDITION holds; in batch nothing else lets timers and processes run."
  (let ((end (+ (float-time) 20)) held)
    (while (and (not (setq held (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    held))

(setq eglot-autoshutdown nil
      eglot-events-buffer-config '(:size 0)
      eglot-confirm-server-edits nil
      make-backup-files nil
      create-lockfiles nil)
;; Emacs comes without a mode for Markdown.
(define-derived-mode markdown-mode text-mode "Markdown")
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))
(add-to-list 'eglot-server-programs `(markdown-mode . (,(getenv "HOUSESTYLE_BIN") "lsp")))

(defun findings ()
  "What is marked, in the order of the text: the words and the message."
  (mapcar (lambda (finding)
            (list (buffer-substring-no-properties (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding))
                  (flymake-diagnostic-text finding)))
          (sort (flymake-diagnostics)
                (lambda (one other) (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other))))))
(defun expect (name wanted)
  (eventually (lambda () (equal (mapcar #'car (findings)) wanted)))
  (check name (equal (mapcar #'car (findings)) wanted) (findings)))
(defun tell-changes ()
  ;; The idle timer that would do this never fires in batch.
  (eglot--signal-textDocument/didChange))

(find-file (expand-file-name "article.md" (getenv "HOUSESTYLE_WORKSPACE")))
(condition-case error
    (apply #'eglot (eglot--guess-contact))
  (error (check "the server starts" nil error) (finish)))
(flymake-mode 1)
(flymake-start)
(expect "what is wrong is marked" '("utilise" "utilise" "puppet regime" "at the end of the day"))
(check "the message is the rule’s"
       (string-search "Use ‘use’ instead of ‘utilise’." (cadar (findings))) (findings))

(goto-char (point-min))
(search-forward "regime")
(let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
       (contents (plist-get answer :contents))
       (text (plist-get contents :value)))
  (check "hover says why, without markup" (and (equal (plist-get contents :kind) "plaintext")
                                               (string-search "Say who calls it that" text))
         contents))

(goto-char (point-min))
(insert "🎄 We utilise it.\n\n")
(tell-changes)
(expect "words that appear are marked, after an emoji too"
        '("utilise" "utilise" "utilise" "puppet regime" "at the end of the day"))

(goto-char (point-min))
(search-forward "util")
(let* ((actions (eglot-code-actions (point) (point)))
       (fix (seq-find (lambda (action) (string-search "‘use’" (plist-get action :title))) actions)))
  (check "a fix is offered" fix actions)
  (when fix (eglot-execute (eglot-current-server) fix)))
(check "the fix replaces the word"
       (string-prefix-p "🎄 We use it." (buffer-string)) (buffer-substring (point-min) (pos-eol)))
(tell-changes)
(expect "and takes the mark away" '("utilise" "utilise" "puppet regime" "at the end of the day"))

(set-buffer-modified-p nil)
(let ((server (eglot-current-server)))
  (eglot-shutdown server)
  (check "the server exits in order" (equal (process-exit-status (jsonrpc--process server)) 0)
         (process-exit-status (jsonrpc--process server))))

;; Styles that are tables, by the lines of the README that are for them.
(with-temp-buffer
  (insert-file-contents (expand-file-name "../README.md" (file-name-directory load-file-name)))
  (search-forward "(unless (fboundp 'csv-mode)")
  (goto-char (match-beginning 0))
  (eval (read (current-buffer)) t))
(add-to-list 'eglot-server-programs `(csv-mode . (,(getenv "HOUSESTYLE_BIN") "lsp")))
(defun write-file-in-workspace (name text)
  (write-region text nil (expand-file-name name (getenv "HOUSESTYLE_WORKSPACE")) nil 'silent))
(write-file-in-workspace "styles/list.csv" "find,use,status\nmanifold,many,prefered\n")
(write-file-in-workspace "styles/more.tsv" "find\tuse\tstatus\nhereby\there\tprefered\n")
(write-file-in-workspace "housestyle.toml" "styles = ['styles/desk.toml', 'styles/list.csv', 'styles/more.tsv']\n")
(dolist (name '("list.csv" "more.tsv"))
  (with-current-buffer (find-file-noselect (expand-file-name (concat "styles/" name) (getenv "HOUSESTYLE_WORKSPACE")))
    (apply #'eglot (eglot--guess-contact))
    (flymake-mode 1)
    (flymake-start)
    (let ((is-told (lambda ()
                     (seq-some (lambda (finding) (string-search "no value of ‘status’" (cadr finding))) (findings)))))
      (eventually is-told)
      (check (format "mistakes in %s are marked" name) (funcall is-told) (list major-mode (findings))))
    (eglot-shutdown (eglot-current-server))))
(finish)
;;; test.el ends here
