"""Who there is: visitors, customers, agents, their roles and their sessions."""
