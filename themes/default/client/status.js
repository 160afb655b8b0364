// The state on a wall.
{
}
