"""What is asked: saved questions, their parameters and their guard."""
