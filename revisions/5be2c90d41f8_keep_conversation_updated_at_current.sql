-- Keep conversation.updated_at current.
--
-- The list of conversations is sorted by the last message. Every writer would have to remember to
-- touch the conversation; a trigger does not forget.
--
-- Revision ID: 5be2c90d41f8
-- Revises: e07b3f9d1c48
-- Create Date: 2026-02-11 09:03:22+00:00

-- sqlc:upgrade
CREATE FUNCTION touch_conversation() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conversation SET updated_at = now() WHERE id = NEW.conversation_id;
    RETURN NULL;
END;
$$;

CREATE TRIGGER message_touch_conversation
    AFTER INSERT ON message
    FOR EACH ROW EXECUTE FUNCTION touch_conversation();

-- sqlc:downgrade
DROP TRIGGER message_touch_conversation ON message;
DROP FUNCTION touch_conversation();
