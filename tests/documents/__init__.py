"""Pictures of the README: chats that were really held on the sandbox."""
