## Privacy
