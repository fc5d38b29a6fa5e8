"""What the rows say: pure functions between the queries and the page. No Streamlit, no SQL, no rounding."""
