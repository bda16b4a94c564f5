"""The look of the preview: templates that write pages of what `bot.preview` collected."""
