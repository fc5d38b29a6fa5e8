"""What stands in front of Streamlit: who is there, what is closed to them, and the sign-in pages."""
